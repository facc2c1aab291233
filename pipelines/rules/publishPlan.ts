import { UserError } from "../../config/runProgram";
import { counted } from "../../rules/explain";
import { printable } from "../../transforms/alertText";
import { changesText, restText } from "./changes";
import type { Command } from "./command";
import type { Plan } from "./plan";
import { prepare } from "./prepare";
import { isVersion, type ReadRecord, type RulesLog, readLog } from "./rulesLog";

type Context = Parameters<Command["run"]>[0];

/** Publishes what is planned upon a log, and tells what changes; nothing is written where nothing is planned. */
export async function publishPlan(plan: Plan, log: RulesLog, { topic, intent, nowMs }: Context): Promise<string> {
  if (plan.versions.length === 0) return nothingText(plan);
  const prepared = prepare(plan, log, intent, nowMs());
  const rulesTopic = topic();
  await rulesTopic.append(prepared.records, log.end);
  const after = readLog(await rulesTopic.read());
  const own = ownRecords(
    after,
    log.end,
    prepared.records.map(({ text }) => text),
  );
  if (own === undefined) {
    throw new UserError(
      `${rulesTopic.name}: the records are not there, though they were written: is it another topic now?`,
    );
  }
  const between = own[0].offset - log.end;
  const raced =
    between > 0n ? [`${between} of somebody else came to lie before them: \`list\` tells what is in force`] : [];
  const putAside = own.filter((record) => !isVersion(record));
  if (putAside.length > 0) {
    const reasons = putAside.map(
      (record) => `offset ${record.offset}: ${printable("putAside" in record ? record.putAside : "")}`,
    );
    throw new UserError(
      [`${putAside.length} of ${counted(own.length, "record")} put aside`, ...reasons, ...raced].join("\n  "),
    );
  }
  return [changesText(plan, log, prepared), publishedText(own), ...raced].join("\n");
}

/** What a plan would change; nothing is written. */
export function plannedText(plan: Plan, log: RulesLog, { intent, nowMs }: Context): string {
  return plan.versions.length === 0 ? nothingText(plan) : changesText(plan, log, prepare(plan, log, intent, nowMs()));
}

function nothingText(plan: Plan): string {
  return ["nothing to publish", ...restText(plan)].join("\n");
}

function publishedText(own: ReadRecord[]): string {
  const last = own[own.length - 1].offset;
  const where = own.length === 1 ? `offset ${last}` : `offsets ${own[0].offset} to ${last}`;
  return `published: ${counted(own.length, "version")} at ${where}`;
}

/** The records with these texts, which were written together at `end` or later. */
function ownRecords({ records }: RulesLog, end: bigint, texts: string[]): ReadRecord[] | undefined {
  const first = records.findIndex(
    ({ offset }, at) => offset >= end && texts.every((text, i) => records[at + i]?.text === text),
  );
  return first < 0 ? undefined : records.slice(first, first + texts.length);
}
