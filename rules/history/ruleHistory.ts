import type { Rates } from "../../payment/conversion";
import { formatTimestamp } from "../../payment/timestamp";
import { RATES_ID } from "../file/ruleSchema";
import type { RuleSet } from "../ruleSet";
import { viewsOf } from "../view";
import { livedVersions } from "./livedVersions";
import { ratesInForce } from "./ratesInForce";
import { NoVersion, readVersion } from "./readVersion";
import type { Version } from "./version";
import { MIN_LEAD_MS } from "./versionRecord";

/** Rules that may be in force at once. */
const MAX_RULES = 500;

/**
 * The versions of rules and rates in the order in which they were published. What is no version, or none that can follow
 * those before it, is put aside: what is in force depends on the records alone, not on when anybody reads them.
 */
export class RuleHistory {
  private readonly newest = new Map<string, Version>();
  private readonly accepted: Version[] = [];
  private compiled?: RuleSet;
  private converting?: Rates;
  /** Of the first rates, for ever. */
  private base?: string;

  /** `maxEvidence`: payments that an alert lists at most. */
  constructor(private readonly maxEvidence: number) {}

  get versions(): readonly Version[] {
    return this.accepted;
  }

  /** The newest version of each rule, and of the rates, removals among them. */
  get newestVersions(): ReadonlyMap<string, Version> {
    return this.newest;
  }

  /**
   * Takes a record; undefined where it is a version from now on, or why it is put aside. `appendedMs`: when it came to lie
   * on the topic, where that is known.
   */
  add(text: string, appendedMs?: number): string | undefined {
    try {
      const version = readVersion(text);
      const problem = this.problemOf(version, appendedMs);
      if (problem !== undefined) return problem;
      this.accept(version);
      return undefined;
    } catch (error) {
      if (error instanceof NoVersion) return error.message;
      throw error;
    }
  }

  /** Whether there ever was a rule. */
  get hasRules(): boolean {
    return this.accepted.some(({ id }) => id !== RATES_ID);
  }

  /** Takes rules and rates that are in force from before the first payment. */
  begin({ rules, rates }: Pick<RuleSet, "rules" | "rates">): void {
    const fromMs = Number.NEGATIVE_INFINITY;
    for (const rule of rules) this.accept({ id: rule.id, version: rule.version, fromMs, rule });
    if (rates !== undefined) this.accept({ id: RATES_ID, version: 1, fromMs, rates });
  }

  /** All versions as one set of rules, each in force in its time. */
  ruleSet(): RuleSet {
    if (this.compiled === undefined) {
      const rules = livedVersions(this.accepted);
      const { rates } = this;
      this.compiled = { rules, views: viewsOf(rules, this.maxEvidence), ...(rates && { rates }) };
    }
    return this.compiled;
  }

  /** All versions of the rates as one table; undefined where there never were any. The same object until there is another one. */
  get rates(): Rates | undefined {
    this.converting ??= ratesInForce(this.accepted.filter(({ id }) => id === RATES_ID));
    return this.converting;
  }

  private accept(version: Version): void {
    this.accepted.push(version);
    this.newest.set(version.id, version);
    this.compiled = undefined;
    if (version.id !== RATES_ID) return;
    this.converting = undefined;
    this.base ??= version.rates?.base;
  }

  private problemOf(made: Version, appendedMs: number | undefined): string | undefined {
    const { id, version, fromMs, rule, rates } = made;
    const before = this.newest.get(id);
    if (before !== undefined && version <= before.version) {
      return `version: found ${version}, expected more than ${before.version}, which ${id} has already`;
    }
    if (isRemoval(made) && (before === undefined || isRemoval(before))) {
      return `removed: found ${id}, expected ${id === RATES_ID ? "rates where there are some" : "a rule that there is"}`;
    }
    if (rates !== undefined && rates.base !== (this.base ?? rates.base)) {
      return `rates.base: found ${rates.base}, expected ${this.base}, which the first rates have: sums would be in both`;
    }
    const always = Number.NEGATIVE_INFINITY;
    if (fromMs === always && this.accepted.some((other) => other.fromMs !== always || other.id === id)) {
      return "effectiveFrom: found always, expected a time: there are rules in force already";
    }
    if (before !== undefined && fromMs < before.fromMs) {
      return `effectiveFrom: found ${formatTimestamp(fromMs)}, expected ${formatTimestamp(before.fromMs)} or later, when version ${before.version} comes into force`;
    }
    if (appendedMs !== undefined && fromMs !== always && fromMs < appendedMs + MIN_LEAD_MS) {
      return `effectiveFrom: found ${formatTimestamp(fromMs)}, expected ${formatTimestamp(appendedMs + MIN_LEAD_MS)} or later, ${MIN_LEAD_MS / 1_000} s after the record was published: payments before may be judged already`;
    }
    const others = [...this.newest.values()].filter((other) => other.rule !== undefined && other.id !== id);
    if (rule !== undefined && others.length >= MAX_RULES) return `id: found ${id}, expected at most ${MAX_RULES} rules`;
    return undefined;
  }
}

function isRemoval({ rule, rates }: Version): boolean {
  return rule === undefined && rates === undefined;
}
