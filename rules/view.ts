import { createHash } from "node:crypto";
import type { Condition } from "./conditions/condition";
import type { SlotKind } from "./folds/slot";
import type { KeyKind } from "./keys/key";
import type { Rule } from "./rule";
import { layoutOf } from "./summary/layout";
import type { Keeping } from "./summary/summary";
import type { Window } from "./windows/window";

/** One way of gathering payments: a key, a window, which of them. Rules that gather alike share it. */
export interface View {
  /**
   * Part of the key in state: the same in every set of rules that gathers so. What is kept is told by each summary
   * itself, so that a rule that joins a view leaves what others have gathered as it is.
   */
  fingerprint: string;
  key: KeyKind;
  window: Window;
  where?: Condition;
  /** What some rule of the view asks for, ascending by id. */
  slots: readonly SlotKind[];
  keeping: Keeping;
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
    const { key, window, where } = sharers[0];
    const slots = slotsOf(sharers);
    const keeping = { layout: layoutOf(slots.map(({ id }) => id)), maxEvidence };
    return { fingerprint, key, window, where, slots, keeping, rules: sharers };
  });
}

const FINGERPRINT_LENGTH = 12;

function fingerprintOf({ key, window, where }: Rule): string {
  const text = [key.name, window.canonical, where?.canonical ?? ""].join("\0");
  return createHash("sha256").update(text).digest("base64url").slice(0, FINGERPRINT_LENGTH);
}

function slotsOf(rules: readonly Rule[]): SlotKind[] {
  const byId = new Map(rules.flatMap(({ slots }) => slots).map((slot) => [slot.id, slot]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** The key in state: which view, and what of it. */
export function stateKey({ fingerprint }: View, key: string): string {
  return fingerprint + key;
}

/** A state key in its two parts. */
export function splitStateKey(text: string): { fingerprint: string; key: string } {
  return { fingerprint: text.slice(0, FINGERPRINT_LENGTH), key: text.slice(FINGERPRINT_LENGTH) };
}
