/** What a check found: one line for a person, with what to do unless all is well. */
export interface Finding {
  level: "ok" | "warn" | "FAIL";
  /** What was looked at, such as `kafka`. */
  subject: string;
  text: string;
  advice?: string;
}

/** The findings of one subject. */
export function findingsAbout(subject: string) {
  return {
    ok: (text: string): Finding => ({ level: "ok", subject, text }),
    warn: (text: string, advice: string): Finding => ({ level: "warn", subject, text, advice }),
    fail: (text: string, advice: string): Finding => ({ level: "FAIL", subject, text, advice }),
  };
}

/** `warn  topics     fraud is not compacted; …`. */
export function findingLine({ level, subject, text, advice }: Finding): string {
  return `${level.padEnd(5)} ${subject.padEnd(18)} ${text}${advice === undefined ? "" : `; ${advice}`}`;
}
