import { flagName } from "../../config/options";
import { UserError } from "../../config/runProgram";
import { isPortFree } from "../../service/probes/freePort";
import type { Part } from "./parts/part";
import type { StackSettings } from "./settings";

/** Throws one `UserError` that names every port of these parts which another program holds, and the option to move it. */
export async function checkPorts({ host, ports }: StackSettings, parts: Part[]): Promise<void> {
  const problems: string[] = [];
  for (const part of parts) {
    for (const key of part.ports) {
      if (await isPortFree(host, ports[key])) continue;
      problems.push(`port ${ports[key]} of ${part.name} is taken: choose another with --${flagName(key)}-port`);
    }
  }
  if (problems.length === 0) return;
  throw new UserError(`${problems.join("\n       ")}, or move all ports with --port-base 1000`);
}
