/** What people may do: read, or decide as well. */
export const ROLES = ["viewer", "reviewer"] as const;
export type Role = (typeof ROLES)[number];

/** Somebody whom the viewer knows. */
export interface Person {
  name: string;
  role: Role;
}
