import { readFileSync, statSync } from "node:fs";
import type { Logger } from "pino";
import { parseDocument } from "yaml";
import { z } from "zod";
import { ConfigError } from "../../config/readConfig";
import { MIN_TOKEN_LENGTH } from "../web/authToken";
import { type Person, ROLES } from "./person";

/** A person of the file, with the secret that she shows; without one she comes through a proxy that knows her. */
export interface KnownPerson extends Person {
  token?: string;
}

/** Who may read and decide, as the file has it now. */
export type People = () => readonly KnownPerson[];

const LOOK_EVERY_MS = 1_000;

const shape = z.array(
  z.strictObject(
    {
      name: z.string("a name").min(1, "a name").max(200, "a name of at most 200 characters"),
      role: z.enum(ROLES, { error: ROLES.join(" or ") }),
      token: z
        .string(`a token of at least ${MIN_TOKEN_LENGTH} characters`)
        .min(MIN_TOKEN_LENGTH, `a token of at least ${MIN_TOKEN_LENGTH} characters`)
        .optional(),
    },
    "name, role and token",
  ),
  "a list of people, each with name, role and token",
);

/** Reads the file. Throws `ConfigError` with a line for each thing that is wrong; none tells a token. */
export function readPeople(file: string): KnownPerson[] {
  const problem = (text: string) => `--people-file: ${file}: ${text}`;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError([problem(`cannot be read (${(error as NodeJS.ErrnoException).code})`)]);
  }
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    const [line] = document.errors[0].linePos ?? [{ line: 1 }];
    throw new ConfigError([problem(`line ${line.line}: expected YAML`)]);
  }
  const parsed = shape.safeParse(document.toJS());
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => {
        if (issue.code === "unrecognized_keys")
          return problem(`${issue.path.join(".")}: expected name, role and token`);
        return problem(`${issue.path.join(".") || "the file"}: expected ${issue.message}`);
      }),
    );
  }
  const people = parsed.data;
  const twice = people.find(({ name }, i) => people.findIndex((other) => other.name === name) < i);
  if (twice !== undefined) throw new ConfigError([problem(`found ${JSON.stringify(twice.name)} twice, expected once`)]);
  const shared = people.find(
    ({ token }, i) => token !== undefined && people.findIndex((other) => other.token === token) < i,
  );
  if (shared === undefined) return people;
  throw new ConfigError([
    problem(`${JSON.stringify(shared.name)} has somebody else's token, expected one of their own`),
  ]);
}

/** The people of a file that is read again when it changes; one that cannot be read then leaves things as they were. */
export function followPeople(file: string, log: Pick<Logger, "info" | "error">, now: () => number = Date.now): People {
  let version = versionOf(file);
  let people = readPeople(file);
  let lookAtMs = now() + LOOK_EVERY_MS;
  return () => {
    if (now() < lookAtMs) return people;
    lookAtMs = now() + LOOK_EVERY_MS;
    const current = versionOf(file);
    if (current === version) return people;
    version = current;
    try {
      people = readPeople(file);
      log.info({ people: people.length }, "--people-file has changed: read again");
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      log.error(`${error.message}; those of before still count`);
    }
    return people;
  };
}

function versionOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return "not there";
  }
}
