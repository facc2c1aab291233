import type { Accounts } from "./accounts";

/** One account in `every` has the role, from the index `first` on. Among 100 accounts or more, none has two. */
const ROLES = {
  employer: { first: 13, every: 30 },
  shop: { first: 7, every: 50 },
  landlord: { first: 21, every: 30 },
  marketPlace: { first: 96, every: 5_000 },
  group: { first: 54, every: 1_000 },
  business: { first: 25, every: 40 },
} as const;

export type RoleName = keyof typeof ROLES;

/** Accounts with a part to play, the same for ever. */
export interface Role {
  count: number;
  /** Takes turns: counts on from the first again after the last. */
  account(turn: number): string;
}

export type Roles = Record<RoleName, Role>;

/** The roles of a bank's accounts; each has at least one. */
export function createRoles(accounts: Accounts): Roles {
  const roleOf = ({ first, every }: { first: number; every: number }): Role => {
    const count = Math.max(1, Math.floor((accounts.count - first - 1) / every) + 1);
    return { count, account: (turn) => accounts.name((first + (turn % count) * every) % accounts.count) };
  };
  return Object.fromEntries(Object.entries(ROLES).map(([name, role]) => [name, roleOf(role)])) as Roles;
}
