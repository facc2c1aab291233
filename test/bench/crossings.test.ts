import { accountsOf, CROSSINGS, PER_CROSSING } from "../../bench/latency/crossings";
import { partitionOf } from "../../kafka/partition";

const subjectsOf = {
  pair: ({ origin, target }: { origin: string; target: string }) => [`${origin};${target}`],
  target: ({ target }: { target: string }) => [target],
  account: ({ origin, target }: { origin: string; target: string }) => [origin, target],
};

test.each(CROSSINGS)("%s: one has three payments, nobody else more than one", (crossing) => {
  const counts = new Map<string, number>();
  for (let number = 0; number < 30 * PER_CROSSING; number++) {
    for (const key of subjectsOf[crossing](accountsOf(crossing, number, "x"))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  expect([...counts.values()].filter((count) => count === PER_CROSSING)).toHaveLength(30);
  expect([...counts.values()].every((count) => count === 1 || count === PER_CROSSING)).toBe(true);
});

test("the payments of a target come from several partitions", () => {
  const partitions = [0, 1, 2].map((number) => {
    const { origin, target } = accountsOf("target", number, "x");
    return partitionOf(`${origin};${target}`, 4);
  });
  expect(new Set(partitions).size).toBeGreaterThan(1);
});
