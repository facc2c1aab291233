import { registerCodecs } from "../compression/codecs";
import { BATCH } from "./bounds";
import { type Budget, decodeBatches, newBudget } from "./decodeBatches";
import type { DecodedRecord } from "./decodedRecord";
import { decodeOldMessages } from "./decodeOldMessages";

/** kafkajs's decoder of answers, which walks through a buffer. */
interface Decoder {
  readInt32(): number;
  readBytes(length: number): Buffer;
  canReadBytes(length: number): boolean;
}

const PATH = "kafkajs/src/protocol/requests/fetch/v4/decodeMessages";
const MAGIC_AT = 16;
const FORMAT = 2;

type DecodeMessages = (decoder: Decoder) => Promise<DecodedRecord[]>;

/**
 * Puts decoders with bounds in the place of kafkajs's own, for every consumer of this process. Its own decompress whatever a
 * batch holds, and a batch that they cannot decode is fetched again and again, for ever. To be called before a first fetch.
 */
export function boundFetches(): void {
  registerCodecs(BATCH.bytes);
  const original = require(PATH) as DecodeMessages;
  if (original === decodeMessages) return;
  const module = require.cache[require.resolve(PATH)];
  if (module === undefined) throw new Error("this kafkajs is not 2.2.4: it has no decodeMessages");
  module.exports = decodeMessages;
}

/** All partitions of an answer are decoded with the same decoder. */
const budgets = new WeakMap<Decoder, Budget>();

async function decodeMessages(decoder: Decoder): Promise<DecodedRecord[]> {
  const size = decoder.readInt32();
  if (size <= 0 || !decoder.canReadBytes(size)) return [];
  const bytes = decoder.readBytes(size);
  if (bytes[MAGIC_AT] < FORMAT) return await decodeOldMessages(bytes);
  const budget = budgets.get(decoder) ?? newBudget();
  budgets.set(decoder, budget);
  return decodeBatches(bytes, budget);
}
