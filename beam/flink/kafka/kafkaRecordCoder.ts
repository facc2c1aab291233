import type { Reader, Writer } from "protobufjs";
import { type Coder, globalRegistry, register } from "../../sdk";
import type { InputRecord, KafkaPosition, RuleRecord } from "./records";

const HEADER_BYTES = 14;
const NONE = 0;
const CUT = 2;
const RULE = 3;

/**
 * A record as Flink's connector hands it over (`RecordBytes` in the runtime jar): offset (8 bytes, big endian),
 * partition (4), whether there is a value (1: 0 for none, 1, or 2 where it is cut), length of the topic's name (1) and
 * the name; of a value that is cut, its whole length (4); then the value. Few readers look at more than the value. A record
 * of the topic of rules has 3 for whether there is a value, and when it was appended (8) before the value.
 */
export class KafkaRecord implements InputRecord {
  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
    private readonly end: number,
  ) {}

  get value(): Uint8Array | null {
    const { bytes, start, end } = this;
    if (bytes[start + 12] === NONE) return null;
    return bytes.subarray(this.afterName + (bytes[start + 12] === CUT ? 4 : 0), end);
  }

  get wholeBytes(): number | undefined {
    const { bytes, start } = this;
    return bytes[start + 12] === CUT ? bytes.readUInt32BE(this.afterName) : undefined;
  }

  get rule(): RuleRecord | undefined {
    const { bytes, start, end, afterName } = this;
    if (bytes[start + 12] !== RULE) return undefined;
    return {
      offset: this.position.offset,
      appendedMs: Number(bytes.readBigInt64BE(afterName)),
      text: bytes.toString("utf8", afterName + 8, end),
    };
  }

  private get afterName(): number {
    return this.start + HEADER_BYTES + this.bytes[this.start + 13];
  }

  get position(): KafkaPosition {
    const { bytes, start } = this;
    const name = start + HEADER_BYTES;
    return {
      topic: bytes.toString("latin1", name, name + bytes[start + 13]),
      partition: bytes.readInt32BE(start + 8),
      // Integers above 2^53 do not occur: at a million records a second they take 285 years.
      offset: Number(bytes.readBigInt64BE(start)),
    };
  }
}

/** Reads Kafka's records where the runner's bytes come in. Runners do not know it and hand over the bytes as they are. */
export class KafkaRecordCoder implements Coder<KafkaRecord> {
  static readonly URN = "beam-ts:coder:kafka_record:v1";
  /** Reads no further than the reader's end. */
  readonly keepsToEnd = true;

  encode(_: KafkaRecord, __: Writer): void {
    throw new TypeError("records come from Kafka and never go back");
  }

  decode(reader: Reader): KafkaRecord {
    const { buf, pos, len } = reader;
    reader.pos = len;
    const bytes = Buffer.isBuffer(buf) ? buf : Buffer.from(buf.buffer, buf.byteOffset, buf.length);
    return new KafkaRecord(bytes, pos, len);
  }

  toProto() {
    return { spec: { urn: KafkaRecordCoder.URN, payload: new Uint8Array() }, componentCoderIds: [] };
  }
}

globalRegistry().register(KafkaRecordCoder.URN, KafkaRecordCoder);
register("beam/kafkaRecordCoder", { KafkaRecordCoder });
