import { closeSync, fchmodSync, fstatSync, openSync, writeFileSync } from "node:fs";

/** Writes a file that only its owner can read, also where one is there already: its mode would stay as it is. */
export function writeSecret(path: string, data: Buffer): void {
  const file = openSync(path, "w", 0o600);
  try {
    if (fstatSync(file).isFile()) fchmodSync(file, 0o600);
    writeFileSync(file, data);
  } finally {
    closeSync(file);
  }
}
