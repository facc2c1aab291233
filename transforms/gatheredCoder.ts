import type { Reader, Writer } from "protobufjs";
import type { RuleRecord } from "../beam/flink/kafka/records";
import { type Coder, globalRegistry, register } from "../beam/sdk";
import type { Summary } from "../rules/summary/summary";
import { decodeSummary, encodeSummary } from "../rules/summary/summaryCoder";

/** What goes through the shuffle where rules are live: what was gathered, and the rules themselves, for all who judge. */
export type Gatherings = Summary | RuleRecord;

/** Summaries begin with their format's version, from 1 on. */
const RULE = 0;

/** Under this key a rule reaches every instance (`groupMixedWindows`). */
export const RULE_KEY = "!rule";

export function isRule(gathered: Gatherings): gathered is RuleRecord {
  return "appendedMs" in gathered;
}

export class GatheredCoder implements Coder<Gatherings> {
  static readonly URN = "beam:coder:streaming_fraud_detection:gathered:v1";
  /** Reads no further than the reader's end. */
  readonly keepsToEnd = true;

  encode(gathered: Gatherings, writer: Writer): void {
    if (!isRule(gathered)) {
      encodeSummary(gathered, writer);
      return;
    }
    writer.uint32(RULE);
    writer.int64(gathered.offset);
    writer.int64(gathered.appendedMs);
    writer.string(gathered.text);
  }

  decode(reader: Reader): Gatherings {
    if (reader.buf[reader.pos] !== RULE) return decodeSummary(reader);
    reader.uint32();
    return { offset: Number(reader.int64()), appendedMs: Number(reader.int64()), text: reader.string() };
  }

  toProto() {
    return { spec: { urn: GatheredCoder.URN, payload: new Uint8Array() }, componentCoderIds: [] };
  }
}

globalRegistry().register(GatheredCoder.URN, GatheredCoder);
register("gatheredCoder", { GatheredCoder });
