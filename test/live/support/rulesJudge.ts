import { createHash } from "node:crypto";
import { Malformed, parseTransaction } from "../../../payment/transaction";
import type { Alert } from "../../../transforms/alert";
import type { RandomRule } from "../../rules/randomRules";
import { type Expected, expectedOf } from "../../rules/reference";
import { expectedIn } from "../../transforms/ruleAlerts";
import { settled } from "./settled";
import type { Topics } from "./topics";

/** How the alerts of rules differ from the reference: whole alerts against whole alerts, their payments among them. */
export interface RulesVerdict {
  expected: number;
  messages: number;
  withdrawn: number;
  missing: number;
  extra: number;
  different: number;
  notFinal: number;
}

const SETTLE_MS = 480_000;
const SILENCE_MS = 90_000;
const MAX_EVIDENCE = 100;

const nameOf = ({ rule, key, start }: Expected) => `${rule} ${key} ${start}`;
const textOf = (expected: Expected) =>
  JSON.stringify(expected, (_, value) => (typeof value === "bigint" ? String(value) : value));
/** Of a whole alert, its payments among them: the texts of a million payments' alerts are hundreds of megabytes. */
const digestOf = (expected: Expected) => createHash("sha256").update(textOf(expected)).digest("base64");

/** As much of an alert as tells whether it is right. */
interface Judged {
  revision: number;
  name: string;
  digest: string;
  withdrawn: boolean;
  final: boolean;
}

function judged(alert: Alert, ruleOf?: (alert: Alert) => string): Judged {
  const [found] = expectedIn([alert]);
  const one = ruleOf === undefined ? found : { ...found, rule: ruleOf(alert) };
  const { revision, withdrawn = false, final } = alert;
  return { revision, name: nameOf(one), digest: digestOf(one), withdrawn, final };
}

/** What a consumer has who takes the highest revision of each id and deletes what is replaced. */
function createConsumer(ruleOf?: (alert: Alert) => string) {
  const byId = new Map<string, Judged>();
  const replaced = new Set<string>();
  return {
    messages: 0,
    take(alert: Alert): void {
      this.messages++;
      for (const id of alert.supersedes ?? []) replaced.add(id);
      if (alert.revision > (byId.get(alert.id)?.revision ?? -1)) byId.set(alert.id, judged(alert, ruleOf));
    },
    left: () => [...byId].filter(([id]) => !replaced.has(id)).map(([, one]) => one),
  };
}

type Consumer = ReturnType<typeof createConsumer>;

/** What a consumer of these messages has, beside what is right. */
export function compareRules(expected: Map<string, string>, messages: string[]): RulesVerdict {
  const consumer = createConsumer();
  for (const message of messages) consumer.take(JSON.parse(message) as Alert);
  return verdictOn(consumer, expected);
}

function verdictOn(consumer: Consumer, expected: Map<string, string>): RulesVerdict {
  const left = consumer.left();
  const found = new Map(left.filter(({ withdrawn }) => !withdrawn).map(({ name, digest }) => [name, digest]));
  const verdict = {
    expected: expected.size,
    messages: consumer.messages,
    withdrawn: left.filter(({ withdrawn }) => withdrawn).length,
    missing: 0,
    extra: 0,
    different: 0,
    notFinal: left.filter(({ final }) => !final).length,
  };
  for (const [name, digest] of expected) {
    const one = found.get(name);
    if (one === undefined) verdict.missing++;
    else if (one !== digest) verdict.different++;
  }
  for (const name of found.keys()) if (!expected.has(name)) verdict.extra++;
  return verdict;
}

export const isRight = ({ missing, extra, different, notFinal }: RulesVerdict) =>
  missing + extra + different + notFinal === 0;

/**
 * What the rules must find in these lines, of windows that end by `untilMs`: a digest of each, by its name. One rule after the
 * other, to need less memory.
 */
export function rightAlerts(
  rules: RandomRule[],
  lines: string[],
  untilMs = Number.POSITIVE_INFINITY,
): Map<string, string> {
  const payments = lines.flatMap((line) => {
    const payment = parseTransaction(line, Number.POSITIVE_INFINITY);
    return payment instanceof Malformed ? [] : [payment];
  });
  const right = new Map<string, string>();
  for (const rule of rules) {
    const ended = expectedOf([rule], payments, MAX_EVIDENCE).found.filter(({ end }) => end <= untilMs);
    for (const [name, digest] of digestsOf(ended)) right.set(name, digest);
  }
  return right;
}

/** What is expected, as `compareRules` wants it. */
export function digestsOf(expected: Expected[]): Map<string, string> {
  return new Map(expected.map((one) => [nameOf(one), digestOf(one)]));
}

interface Judging {
  /** Of these alerts only. */
  only?: (alert: Alert) => boolean;
  /** How the expected ones call an alert's rule, if not by its id. */
  ruleOf?: (alert: Alert) => string;
  settleMs?: number;
  silenceMs?: number;
}

/** Waits until the topics have what is expected, or nothing has come for a while. Keeps no alert: they may be gigabytes. */
export async function judgeRules(
  topics: Topics,
  fraud: string[],
  expected: Map<string, string>,
  { only = () => true, ruleOf, settleMs = SETTLE_MS, silenceMs = SILENCE_MS }: Judging = {},
): Promise<RulesVerdict> {
  const judge = async () => {
    const consumer = createConsumer(ruleOf);
    for (const topic of fraud) {
      await topics.read(topic, (message) => {
        const alert = JSON.parse(message) as Alert;
        if (only(alert)) consumer.take(alert);
      });
    }
    return verdictOn(consumer, expected);
  };
  return settled(topics, fraud, judge, isRight, { settleMs, silenceMs });
}
