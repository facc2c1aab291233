import type { Copies, CopiesSeen } from "../../payment/copies";
import { accountHash, PlainLine } from "../../payment/plainLine";
import { extrasOf } from "../../payment/transaction";
import type { PaymentStream } from "../../rules/stream/paymentStream";
import { isDeadLetter, type RecordParser } from "../../transforms/recordParser";
import type { FileRun } from "./fileRun";
import { bytesIn, type LongLine, lineEnd, lineIn } from "./readLines";
import { ownKeys, type Shard } from "./shard";
import { Watermark } from "./watermark";

const PROGRESS_MS = 250;

export interface Reading extends Pick<FileRun, "disorderMs" | "onDeadLetter" | "onFirst"> {
  onProgress?: (linesRead: number, bytesRead: number) => void;
  shard: Shard;
  maxRecordBytes: number;
  parser: RecordParser;
  /** Records are lines `timestamp;origin;target;amount`. */
  isPlain: boolean;
  /** Lines before the first record. */
  headerLines: number;
  /** Tells payments that came before; they count again where it is left out. */
  copies?: Copies;
}

/** Hands the payments among lines that have keys of the shard to the stream, as far as all come in time. */
export class LineStream {
  private linesRead = 0;
  private bytesRead = 0;
  private readonly deadLetters = new Map<string, number>();
  private readonly watermark: Watermark;
  private readonly plain = new PlainLine();
  private progressAt = Date.now() + PROGRESS_MS;

  constructor(
    private readonly reading: Reading,
    private readonly stream: PaymentStream,
  ) {
    this.watermark = new Watermark(reading.disorderMs);
  }

  /** False where no more is wanted. */
  take(block: Buffer | LongLine): boolean {
    if ("wholeBytes" in block) {
      this.linesRead++;
      this.takeOther(block);
      this.bytesRead += block.wholeBytes + 1;
    } else {
      this.takeLines(block);
      this.bytesRead += block.length + 1;
    }
    if (Date.now() >= this.progressAt) this.tellProgress();
    // The first one goes on, to say how late payments are in all.
    return this.watermark.late === undefined || this.reading.shard.index === 0;
  }

  /** What all shards have read alike. */
  end() {
    const { late } = this.watermark;
    const { copies } = this.reading;
    if (late === undefined) this.stream.end();
    const deadLetters = new Map([...this.deadLetters].sort(([a], [b]) => (a < b ? -1 : 1)));
    return { linesRead: this.linesRead, deadLetters, late, ...(copies && { copies: seenBy(copies) }) };
  }

  private takeLines(block: Buffer): void {
    const { plain } = this;
    const { parser, maxRecordBytes, isPlain } = this.reading;
    if (!isPlain) {
      this.takeRecords(block);
      return;
    }
    for (let at = 0; at <= block.length; ) {
      this.linesRead++;
      if (plain.read(block, at) && plain.timestampMs <= parser.latestMs && plain.next - at <= maxRecordBytes) {
        this.takePlain(block);
        at = plain.next;
      } else {
        const end = lineEnd(block, at);
        this.takeOther({ value: lineIn(block, at, end) });
        at = end + 1;
      }
    }
  }

  private takeRecords(block: Buffer): void {
    for (let at = 0; at <= block.length; ) {
      this.linesRead++;
      const end = lineEnd(block, at);
      this.takeOther({ value: bytesIn(block, at, end) });
      at = end + 1;
    }
  }

  private takePlain(block: Buffer): void {
    const { plain, stream } = this;
    const { originHash, targetHash } = plain;
    if (!this.watermark.see(plain.timestampMs, this.linesRead)) return;
    const own = ownKeys(originHash, targetHash, this.reading.shard);
    if ((own & stream.wanted) !== 0) {
      const origin = stream.accounts.idOf(block, plain.originStart, plain.originEnd, originHash);
      const target = stream.accounts.idOf(block, plain.targetStart, plain.targetEnd, targetHash);
      stream.add(plain.timestampMs, plain.amountCents, origin, target, own);
    }
    stream.advance(this.watermark.ms);
  }

  /** A line that is written in another way, or none at all. */
  private takeOther(line: { value: string | Uint8Array; wholeBytes?: number }): void {
    const { parser, isPlain, headerLines, onFirst, onDeadLetter, shard, copies } = this.reading;
    const number = this.linesRead + headerLines;
    const parsed = parser.parse({ ...line, line: number });
    if (this.linesRead === 1 && !isPlain) onFirst?.(parsed);
    if (isDeadLetter(parsed)) {
      this.deadLetters.set(parsed.reason, (this.deadLetters.get(parsed.reason) ?? 0) + 1);
      // The next block takes the place of its bytes.
      onDeadLetter?.(typeof parsed.value === "string" ? parsed : { ...parsed, value: Buffer.from(parsed.value) });
      return;
    }
    if (!this.watermark.see(parsed.timestampMs, number)) return;
    const { accounts } = this.stream;
    const [origin, target] = [parsed.origin, parsed.target].map((name) => Buffer.from(name));
    const originHash = accountHash(origin, 0, origin.length);
    const targetHash = accountHash(target, 0, target.length);
    const own = ownKeys(originHash, targetHash, shard);
    const isOwn = (own & this.stream.wanted) !== 0;
    // The first shard counts them all; the accounts of copies are the same, and so are the shards that have them.
    const isCopy = copies !== undefined && (isOwn || shard.index === 0) && copies.isCopy(parsed, number);
    if (isOwn && !isCopy) {
      const from = accounts.idOf(origin, 0, origin.length, originHash);
      this.stream.add(
        parsed.timestampMs,
        parsed.amountCents,
        from,
        accounts.idOf(target, 0, target.length, targetHash),
        own,
        extrasOf(parsed),
      );
    }
    this.stream.advance(this.watermark.ms);
    copies?.forgetBefore(this.watermark.ms);
  }

  private tellProgress(): void {
    const { linesRead, bytesRead } = this;
    this.reading.onProgress?.(linesRead, bytesRead);
    this.progressAt = Date.now() + PROGRESS_MS;
  }
}

/** As it travels from a thread. */
function seenBy({ duplicates, conflictingIds, firstConflict }: Copies): CopiesSeen {
  return { duplicates, conflictingIds, ...(firstConflict && { firstConflict }) };
}
