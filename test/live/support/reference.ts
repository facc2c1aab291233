/** An alert as the reference sees it: enough to compare with, and nothing of the code under test. */
export interface Expected {
  key: string;
  start: number;
  end: number;
  total: bigint;
  count: number;
}

export interface Rule {
  gapMs: number;
  thresholdCents: bigint;
  maxSessionMs?: number;
  /** Under which keys a payment counts; by default its pair. */
  keysOf?: (origin: string, target: string) => string[];
}

/** Every session above the limit, by the plainest way there is: sort each key's payments, walk over them once. */
export function reference(
  lines: Iterable<string>,
  { gapMs, thresholdCents, maxSessionMs, keysOf = (origin, target) => [`${origin};${target}`] }: Rule,
): Map<string, Expected> {
  const groups = new Map<string, { time: number; cents: bigint }[]>();
  for (const line of lines) {
    const [time, origin, target, amount, ...more] = line.split(";");
    if (amount === undefined || more.length > 0 || !/^\d+(\.\d\d?)?$/.test(amount) || Number.isNaN(Date.parse(time)))
      continue;
    const [whole, fraction = ""] = amount.split(".");
    const payment = { time: Date.parse(time), cents: BigInt(whole + fraction.padEnd(2, "0")) };
    for (const key of keysOf(origin, target)) {
      const known = groups.get(key);
      if (known) known.push(payment);
      else groups.set(key, [payment]);
    }
  }
  const expected = new Map<string, Expected>();
  for (const [key, payments] of groups) {
    let session: Expected | undefined;
    const close = () => {
      if (session && session.total > thresholdCents) expected.set(`${key}@${session.start}`, session);
    };
    for (const { time, cents } of payments.sort((a, b) => a.time - b.time)) {
      const cut =
        maxSessionMs === undefined ? Number.POSITIVE_INFINITY : (Math.floor(time / maxSessionMs) + 1) * maxSessionMs;
      if (session === undefined || time >= session.end) {
        close();
        session = { key, start: time, end: 0, total: 0n, count: 0 };
      }
      session.end = Math.min(time + gapMs, cut);
      session.total += cents;
      session.count++;
    }
    close();
  }
  return expected;
}
