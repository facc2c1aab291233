import { statSync } from "node:fs";

/** Bytes of a file; undefined for standard input, pipes and devices, which can be read only once. */
export function sizeOf(path: string): number | undefined {
  const stat = path === "-" ? undefined : statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : undefined;
}
