import type { StoredRecord } from "../../kafka/logTopic";
import { type ReadDecision, readReviews } from "../../reviews/readReviews";
import { counted } from "../../rules/explain";
import { within } from "../../service/within";
import { printable } from "../../transforms/alertText";
import { type Finding, findingsAbout } from "./finding";

const { ok, warn, fail } = findingsAbout("reviews");

/** The topic of decisions, as the doctor sees it. */
export interface ReviewsTopic {
  name: string;
  read(): Promise<StoredRecord[]>;
}

/** What the topic of decisions holds. */
export async function checkReviews({ name, read }: ReviewsTopic, timeoutMs: number): Promise<Finding[]> {
  try {
    const { log, decisions } = readReviews(await within(timeoutMs, read()));
    const malformed = decisions.filter(({ outcome }) => outcome.kind === "malformed");
    const counts = decisions.filter(({ outcome }) => outcome.kind === "counts").length;
    const found = `${counted(counts, "decision")} about ${counted([...log.alerts()].length, "alert")} on ${name}`;
    return [ok(found), ...(malformed.length > 0 ? [malformedFinding(name, malformed)] : [])];
  } catch (error) {
    const advice = "it takes READ, DESCRIBE and DESCRIBE_CONFIGS on the topic: docs/reviews.md";
    return [fail(`${name}: ${(error as Error).message}`, advice)];
  }
}

function malformedFinding(topic: string, records: ReadDecision[]): Finding {
  const { offset, outcome } = records[records.length - 1];
  const reason = outcome.kind === "malformed" ? printable(outcome.because) : "";
  const text = `${counted(records.length, "record")} on ${topic} passed over, the last at offset ${offset}: ${reason}`;
  return warn(text, "`npm run reviews -- list` tells all of them; nobody but the viewer should write there");
}
