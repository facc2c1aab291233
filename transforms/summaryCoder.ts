import type { Reader, Writer } from "protobufjs";
import { type Coder, globalRegistry, register } from "../beam/sdk";
import type { Summary } from "../rules/summary/summary";
import { decodeSummary, encodeSummary } from "../rules/summary/summaryCoder";

/** Summaries as compact bytes for the shuffle, which tell themselves what they hold. */
export class SummaryCoder implements Coder<Summary> {
  static readonly URN = "beam:coder:streaming_fraud_detection:summary:v1";
  /** Reads no further than the reader's end. */
  readonly keepsToEnd = true;

  encode(summary: Summary, writer: Writer): void {
    encodeSummary(summary, writer);
  }

  decode(reader: Reader): Summary {
    return decodeSummary(reader);
  }

  toProto() {
    return { spec: { urn: SummaryCoder.URN, payload: new Uint8Array() }, componentCoderIds: [] };
  }
}

globalRegistry().register(SummaryCoder.URN, SummaryCoder);
register("summaryCoder", { SummaryCoder });
