import { createHash } from "node:crypto";
import type { Condition } from "./conditions/condition";
import type { SlotKind } from "./folds/slot";
import type { KeyKind } from "./keys/key";
import type { Rule } from "./rule";
import { layoutOf } from "./summary/layout";
import type { Interval, Keeping } from "./summary/summary";
import type { Window } from "./windows/window";

/** One way of gathering payments: a key, a window, which of them. Rules that gather alike share it. */
export interface View {
  /**
   * Part of the key in state: the same in every set of rules that gathers so. What is kept is told by each summary
   * itself, so that a rule that joins a view leaves what others have gathered as it is.
   */
  fingerprint: string;
  /** How its keys in state begin. */
  prefix: string;
  key: KeyKind;
  window: Window;
  where?: Condition;
  /** Payments of another time take no part; where it is missing, those of all times do. */
  era?: Interval;
  /** What some rule of the view asks for, ascending by id. */
  slots: readonly SlotKind[];
  keeping: Keeping;
  /** Some rule asks for sliding windows that have the same payments as the one before. */
  everyWindow: boolean;
  /** Of a rule with a history, all versions that gather alike. */
  rules: readonly Rule[];
}

/** The views of a set of rules, in the order in which rules first ask for them. */
export function viewsOf(rules: readonly Rule[], maxEvidence: number): View[] {
  const sharing = new Map<string, Rule[]>();
  for (const rule of rules) {
    const fingerprint = fingerprintOf(rule);
    const others = sharing.get(fingerprint);
    if (others === undefined) sharing.set(fingerprint, [rule]);
    else others.push(rule);
  }
  return [...sharing].map(([fingerprint, sharers]) => {
    const { key, window, where, lived } = sharers[0];
    const slots = slotsOf(sharers);
    const keeping = { layout: layoutOf(slots.map(({ id }) => id)), maxEvidence };
    const prefix = prefixOf(sharers[0], fingerprint);
    const everyWindow = wantsEveryWindow(sharers[0]);
    return { fingerprint, prefix, key, window, where, era: lived?.era, slots, keeping, everyWindow, rules: sharers };
  });
}

/** 48 bits. */
const FINGERPRINT_LENGTH = 8;

/** Rules that ask for each sliding window have views of their own: a grouping gives out more windows for them. */
function wantsEveryWindow({ window, alerting }: Rule): boolean {
  return window.everyMs > 0 && alerting === "every-window";
}

/** What is gathered for a rule, as text: the same for rules that gather alike. */
export function gatheringOf(rule: Rule): string {
  const { key, window, where } = rule;
  const all = wantsEveryWindow(rule) ? ["all"] : [];
  return [key.name, window.canonical, where?.canonical ?? "", ...all].join("\0");
}

/**
 * A rule that may end any time shares with nobody: what others gather after its end must not become part of its windows,
 * which end as they are.
 */
function fingerprintOf(rule: Rule): string {
  const { id, lived } = rule;
  const text = gatheringOf(rule) + (lived === undefined ? "" : `\0${id}\0${lived.era.startMs}`);
  return createHash("sha256").update(text).digest("base64url").slice(0, FINGERPRINT_LENGTH);
}

function slotsOf(rules: readonly Rule[]): SlotKind[] {
  const byId = new Map(rules.flatMap(({ slots }) => slots).map((slot) => [slot.id, slot]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/**
 * The key in state: how a grouping deals with it, which view, and what of it. `86400000/3600000|q8QeGBhAgFMqalice`; `/all`
 * behind the two numbers asks for each window, also those in which the same slices are as in the one before.
 */
export function stateKey({ prefix }: View, key: string): string {
  return prefix + key;
}

function prefixOf(rule: Rule, fingerprint: string): string {
  return `${rule.window.grouping}${wantsEveryWindow(rule) ? "/all" : ""}|${fingerprint}`;
}

/** The fingerprint of the view of a state key, and the key. */
export function splitStateKey(text: string): { fingerprint: string; key: string } {
  const at = text.indexOf("|") + 1;
  return { fingerprint: text.slice(at, at + FINGERPRINT_LENGTH), key: text.slice(at + FINGERPRINT_LENGTH) };
}
