import { families } from "./families";
import { marketPlaces } from "./marketPlaces";
import { payDays } from "./payDays";
import type { Profile } from "./profile";
import { refunds } from "./refunds";
import { rent } from "./rent";
import { roundAmounts } from "./roundAmounts";
import { shops } from "./shops";
import { treasurySweeps } from "./treasurySweeps";

/** Every profile by the name it has in options. */
export const PROFILES = {
  "pay-days": payDays,
  shops,
  rent,
  "market-places": marketPlaces,
  "treasury-sweeps": treasurySweeps,
  families,
  refunds,
  "round-amounts": roundAmounts,
} as const satisfies Record<string, Profile>;

export type ProfileKind = keyof typeof PROFILES;

export const PROFILE_KINDS = Object.keys(PROFILES) as ProfileKind[];

/** All of them, each with its usual share of honest payments. */
export function usualProfiles(): Map<ProfileKind, number> {
  return new Map(PROFILE_KINDS.map((kind) => [kind, PROFILES[kind].usualShare]));
}
