import { readFileSync } from "node:fs";

/**
 * The text of a file, read anew at each call, without the line break that editors add: what changes on disk, as Kubernetes
 * swaps the folder of a secret, is used by the next connection. A file that cannot be read goes to `problems` now, and
 * to `warn` later, when the text before it is used on.
 */
export function secretFile(
  flag: string,
  file: string,
  problems: string[],
  warn: (message: string) => void,
): () => string {
  const read = () => readFileSync(file, "utf8").replace(/\r?\n$/, "");
  const complaint = (error: unknown) => `${flag}: cannot read ${JSON.stringify(file)}: ${(error as Error).message}`;
  let latest = "";
  try {
    latest = read();
  } catch (error) {
    problems.push(complaint(error));
  }
  return () => {
    try {
      latest = read();
    } catch (error) {
      warn(`${complaint(error)}; what it held before is used`);
    }
    return latest;
  };
}
