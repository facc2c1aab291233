import { KEY_BITS, type KeyBits } from "../../rules/stream/paymentStream";

/** One of several that read the same file, each for its own keys. */
export interface Shard {
  index: number;
  count: number;
}

export const WHOLE: Shard = { index: 0, count: 1 };

/** Which keys of a payment are a shard's own, by the hashes of its accounts. */
export function ownKeys(originHash: number, targetHash: number, { index, count }: Shard): KeyBits {
  const byOrigin = isOwn(originHash, index, count) ? KEY_BITS.origin : 0;
  const byTarget = isOwn(targetHash, index, count) ? KEY_BITS.target : 0;
  return byOrigin | byTarget | (isOwn(Math.min(originHash, targetHash), index, count) ? KEY_BITS.anyOrder : 0);
}

function isOwn(hash: number, index: number, count: number): boolean {
  // Other bits than those that tables of keys go by.
  return (hash >>> 16) % count === index;
}
