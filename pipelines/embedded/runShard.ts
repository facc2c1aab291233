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
  { onDeadLetter, onProgress }: Pick<Reading, "onDeadLetter" | "onProgress"> = {},
): ShardRead {
  const { maxFutureSkewMs, maxRecordBytes } = "alerts" in wanted ? wanted.alerts : wanted.findings;
  let windows = 0;
  const count = (more: number) => {
    windows += more;
  };
  const stream = new PaymentStream(lanesFor(wanted, { windows: count, found }));
  const parser = new RecordParser(maxFutureSkewMs, maxRecordBytes, nowMs === undefined ? undefined : () => nowMs);
  const lines = new LineStream({ disorderMs, shard, maxRecordBytes, parser, onDeadLetter, onProgress }, stream);
  for (const block of blocks) if (!lines.take(block)) break;
  return { ...lines.end(), windows };
}
