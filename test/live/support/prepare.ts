import { ensureSoftware } from "../../../stack/downloads/software";
import { createTestStack, removeTestStack } from "./testStack";

/** Fetches and builds what stacks are started from, before suites side by side would do so at once. */
export default async function prepare(): Promise<void> {
  const stack = createTestStack(["--registry"]);
  await ensureSoftware(stack.settings, (line) => process.stderr.write(`${line}\n`));
  await removeTestStack(stack);
}
