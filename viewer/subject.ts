import type { Alert } from "../transforms/alert";

/** The accounts that an alert of a rule is about: one, or two. */
export function subjectAccounts(subject: Alert["subject"]): string[] {
  if (subject === undefined) return [];
  if ("account" in subject) return [subject.account];
  return "accounts" in subject ? subject.accounts : [subject.origin, subject.target];
}

/** The accounts that any alert is about, at least one. */
export function concerned({ subject, origin, target }: Pick<Alert, "subject" | "origin" | "target">): string[] {
  const accounts = subjectAccounts(subject);
  return accounts.length > 0 ? accounts : [origin, target].filter((name) => name !== undefined);
}

/** The same subject, its accounts' names changed. */
export function renamed<T extends NonNullable<Alert["subject"]>>(subject: T, rename: (account: string) => string): T {
  const names = Object.entries(subject).map(([side, name]) => [
    side,
    Array.isArray(name) ? name.map(rename) : rename(name),
  ]);
  return Object.fromEntries(names) as T;
}
