import { Copies } from "../../payment/copies";
import { LINES } from "../../payment/formats/inputFormat";
import type { Finding } from "../../rules/finding";
import { PaymentStream } from "../../rules/stream/paymentStream";
import type { Alert } from "../../transforms/alert";
import { RecordParser } from "../../transforms/recordParser";
import type { Read } from "./fileRun";
import { LineStream, type Reading } from "./lineStream";
import type { LongLine } from "./readLines";
import type { Shard } from "./shard";
import { lanesFor, type Wanted } from "./wanted";
import type { Late } from "./watermark";
import { withHeader } from "./withHeader";

/** What one shard of a run does, as it travels to a thread. */
export interface ShardRun {
  disorderMs: number;
  wanted: Wanted;
  shard: Shard;
  /** All shards go by the same clock, where there are several; in epoch ms. */
  nowMs?: number;
}

export interface ShardRead extends Read {
  /** A payment was too late: what was found is not right. */
  late?: Late;
}

/** Reads all lines, and finds what there is about the shard's keys. */
export function runShard(
  blocks: Iterable<Buffer | LongLine>,
  { disorderMs, wanted, shard, nowMs }: ShardRun,
  found: (one: Alert | Finding) => void,
  hearers: Pick<Reading, "onDeadLetter" | "onProgress" | "onFirst"> = {},
): ShardRead {
  const {
    maxFutureSkewMs,
    maxRecordBytes,
    format: described = LINES,
    duplicatesWithinMs,
  } = "alerts" in wanted ? wanted.alerts : wanted.findings;
  let windows = 0;
  const count = (more: number) => {
    windows += more;
  };
  const stream = new PaymentStream(lanesFor(wanted, { windows: count, found }));
  const rest = blocks[Symbol.iterator]();
  const format = withHeader(described, rest);
  const clock = nowMs === undefined ? undefined : () => nowMs;
  const parser = new RecordParser(maxFutureSkewMs, maxRecordBytes, { clock, format });
  const copies = duplicatesWithinMs === undefined ? undefined : new Copies(disorderMs);
  const reading = { copies, disorderMs, shard, maxRecordBytes, parser, ...hearers };
  const lines = new LineStream(
    { ...reading, isPlain: format.format === "lines", headerLines: format === described ? 0 : 1 },
    stream,
  );
  for (let block = rest.next(); !block.done; block = rest.next()) if (!lines.take(block.value)) break;
  return { ...lines.end(), windows };
}
