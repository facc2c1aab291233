import { account } from "./account";
import { between } from "./between";
import type { KeyKind } from "./key";
import { origin } from "./origin";
import { pair } from "./pair";
import { target } from "./target";

/** Every kind of key, by its name in a rule. */
export const KEYS = { pair, origin, target, account, between } as const satisfies Record<string, KeyKind>;
export type KeyName = keyof typeof KEYS;
export const KEY_NAMES = Object.keys(KEYS) as [KeyName, ...KeyName[]];
