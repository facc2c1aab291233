import type { Reader, Writer } from "protobufjs";
import { type Coder, globalRegistry, register } from "./beam";
import type { KafkaPosition, TransactionRecord } from "./record";

const HEADER_BYTES = 14;

/**
 * A record as Flink's connector hands it over (`RecordBytes` in the runtime jar): offset (8 bytes, big endian),
 * partition (4), whether there is a value (1), length of the topic's name (1) and the name, then the value. Only dead
 * letters look at more than the value.
 */
export class KafkaRecord implements TransactionRecord {
  constructor(private readonly bytes: Buffer) {}

  get value(): Uint8Array | null {
    if (this.bytes[12] === 0) return null;
    return this.bytes.subarray(HEADER_BYTES + this.bytes[13]);
  }

  get position(): KafkaPosition {
    return {
      topic: this.bytes.toString("latin1", HEADER_BYTES, HEADER_BYTES + this.bytes[13]),
      partition: this.bytes.readInt32BE(8),
      // Integers above 2^53 do not occur: at a million records a second they take 285 years.
      offset: Number(this.bytes.readBigInt64BE(0)),
    };
  }
}

/** Reads Kafka's records where the runner's bytes come in. Runners do not know it and hand over the bytes as they are. */
export class KafkaRecordCoder implements Coder<KafkaRecord> {
  static readonly URN = "beam:coder:streaming_fraud_detection:kafka_record:v1";

  encode(_: KafkaRecord, __: Writer): void {
    throw new TypeError("records come from Kafka and never go back");
  }

  decode(reader: Reader): KafkaRecord {
    const { buf, pos, len } = reader;
    reader.pos = len;
    return new KafkaRecord(Buffer.from(buf.buffer, buf.byteOffset + pos, len - pos));
  }

  toProto() {
    return { spec: { urn: KafkaRecordCoder.URN, payload: new Uint8Array() }, componentCoderIds: [] };
  }
}

globalRegistry().register(KafkaRecordCoder.URN, KafkaRecordCoder);
register("kafkaRecordCoder", { KafkaRecordCoder });
