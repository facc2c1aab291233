import type { DecodedRecord } from "./decodedRecord";

const Decoder = require("kafkajs/src/protocol/decoder") as new (bytes: Buffer) => object;
const decodeMessageSet = require("kafkajs/src/protocol/messageSet/decoder") as (
  decoder: object,
  size: number,
) => Promise<DecodedRecord[]>;

/** Offset and size of an entry. */
const HEAD_BYTES = 12;

/**
 * The records in Kafka's formats 0 and 1, which brokers before 4.0 may still hold, by kafkajs's own decoder and the codecs it
 * was given. An entry, compressed or not, that cannot be decoded becomes one `unreadable` record.
 */
export async function decodeOldMessages(bytes: Buffer): Promise<DecodedRecord[]> {
  const decoded: DecodedRecord[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    const end = at + HEAD_BYTES + bytes.readInt32BE(at + 8);
    if (end <= at || end > bytes.length) break;
    const entry = bytes.subarray(at, end);
    try {
      for (const record of await decodeMessageSet(new Decoder(entry), entry.length)) decoded.push(record);
    } catch (error) {
      const offset = String(entry.readBigInt64BE(0));
      const nothing = { key: null, value: null, headers: {}, isControlRecord: false, timestamp: "-1" };
      const { message: unreadable } = error as Error;
      decoded.push({
        ...nothing,
        magicByte: 1,
        attributes: 0,
        offset,
        unreadable,
      } as Partial<DecodedRecord> as DecodedRecord);
    }
    at = end;
  }
  return decoded;
}
