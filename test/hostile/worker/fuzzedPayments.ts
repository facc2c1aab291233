import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const STRANGE = [
  ";",
  ";;",
  "\0",
  "\n",
  "-0",
  "1e999",
  "NaN",
  "0.001",
  "999999999999.99",
  "9".repeat(400),
  "2999-01-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "Monday, 05-Jan-26 00:15:06 UTC",
  "\u202e",
  "王",
  "\ufeff",
  "__proto__",
  "constructor",
  "x".repeat(300),
].map((text) => Buffer.from(text));
const NOT_UTF8 = Buffer.from([0xc3, 0x28, 0xff]);

const START_MS = Date.parse("2026-01-05T00:00:00Z");
const MINUTE_MS = 60_000;

/** A record's value and, where the JVM cut it, the length of the whole. */
export interface FuzzedRecord {
  value: Buffer | null;
  wholeBytes?: number;
}

/**
 * Payments of some accounts that are busy and many that are not, of which some bytes were changed, cut, doubled or replaced by
 * what parsers stumble over; about a third stay whole. Among them tombstones and records that were cut for their length.
 */
export function* fuzzedPayments(count: number, seed = 11): Generator<FuzzedRecord> {
  const random = xoroshiro128plus(seed);
  const below = (limit: number) => (random.next() >>> 0) % limit;
  const account = () => `ACC-${below(3) === 0 ? below(20) : below(200_000)}`;
  for (let i = 0; i < count; i++) {
    const time = new Date(START_MS + i * 10 + below(10 * MINUTE_MS)).toISOString();
    let value = Buffer.from(`${time};${account()};${account()};${below(1_000_000) / 100}`);
    for (let changes = below(4); changes > 0; changes--) value = changed(value, below);
    const kind = below(2_000);
    if (kind === 0) yield { value: null };
    else if (kind === 1) yield { value, wholeBytes: 65_537 + below(1_000_000_000) };
    else if (kind === 2) yield { value: Buffer.alloc(65_536, value.length === 0 ? ";" : value) };
    else yield { value };
  }
}

function changed(value: Buffer, below: (limit: number) => number): Buffer<ArrayBuffer> {
  const at = below(value.length + 1);
  const strange = below(10) === 0 ? NOT_UTF8 : STRANGE[below(STRANGE.length)];
  switch (below(4)) {
    case 0:
      return Buffer.concat([value.subarray(0, at)]);
    case 1:
      return Buffer.concat([value.subarray(0, at), strange, value.subarray(at)]);
    case 2:
      return Buffer.concat([value.subarray(0, at), value.subarray(below(value.length + 1))]);
    default: {
      const copy = Buffer.from(value);
      if (copy.length > 0) copy[at % copy.length] = below(256);
      return copy;
    }
  }
}
