import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { alertOf, revised, START_MS } from "../../viewer/alerts";

const STRANGE = [
  '"',
  "\\",
  "{",
  "[",
  "}",
  "]",
  ",",
  ":",
  "null",
  "1e999",
  "-0",
  "\0",
  "\u009b",
  "\u202e",
  "王",
  "\\ud800",
  "__proto__",
  '"constructor"',
  "99999999999999999999",
  "9999-12-31T23:59:59Z",
  "0000-01-01T00:00:00Z",
  '"transactions":[',
  "true",
].map((text) => Buffer.from(text));

/** Alerts of which some bytes were changed, cut, doubled or replaced by what parsers stumble over; some are left whole. */
export function* fuzzed(count: number, seed = 7): Generator<Buffer> {
  const random = xoroshiro128plus(seed);
  const below = (limit: number) => (random.next() >>> 0) % limit;
  const whole = Array.from({ length: 500 }, (_, i) => {
    const alert = alertOf({ origin: `o${i % 50}`, startMs: START_MS + i * 60_000 });
    return Buffer.from(JSON.stringify(i % 3 === 0 ? revised(alert) : alert));
  });
  for (let i = 0; i < count; i++) {
    let record: Buffer = whole[below(whole.length)];
    for (let changes = below(4); changes > 0; changes--) record = changed(record, below);
    yield record;
  }
}

function changed(record: Buffer, below: (limit: number) => number): Buffer {
  const at = below(record.length + 1);
  const kind = below(5);
  if (kind === 0) return record.subarray(0, at);
  if (kind === 1) return Buffer.concat([record.subarray(0, at), STRANGE[below(STRANGE.length)], record.subarray(at)]);
  if (kind === 2) return Buffer.concat([record.subarray(0, at), record.subarray(below(record.length + 1))]);
  const copy = Buffer.from(record);
  if (kind === 3 && copy.length > 0) copy[at % copy.length] = below(256);
  else STRANGE[below(STRANGE.length)].copy(copy, at);
  return copy;
}
