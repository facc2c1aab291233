import type { WrittenVersion } from "../../rules/history/versionRecord";
import { createFakeLog } from "./fakeLog";

/** A topic of rules of which a reader hands out what a test puts in, as it came to lie there at `clock.nowMs`. */
export function createFakeRules(clock: { nowMs: number }) {
  const { reader, put, ...log } = createFakeLog("fraud-rules", () => clock.nowMs);
  return {
    ...log,
    parts: { topic: "fraud-rules", reader },
    put: (...values: (WrittenVersion | string | null)[]) =>
      put(...values.map((value) => (value === null || typeof value === "string" ? value : JSON.stringify(value)))),
  };
}

/** A version of a rule, as it is published. */
export function versionOf(id: string, version: number, overrides: Partial<WrittenVersion> = {}): WrittenVersion {
  const rule = {
    title: "Many payers below the limit, one receiver",
    severity: "medium",
    key: "target",
    window: { session: "6h", longest: "3d" },
    where: "amount <= limit",
    when: "payers >= 5 && total > limit",
  };
  return { id, version, effectiveFrom: "always", rule, parameters: { limit: 10_000 }, ...overrides };
}
