import { stopBox } from "./prepare";

/** Takes the cluster down. */
export default async function clear(): Promise<void> {
  await stopBox();
}
