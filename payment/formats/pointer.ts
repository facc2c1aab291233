const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;

/** The keys that lead to a place in a record, by its pointer (RFC 6901): `/debtor/accounts/0`; undefined where it is none. */
export function keysOf(pointer: string): string[] | undefined {
  if (!POINTER.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
