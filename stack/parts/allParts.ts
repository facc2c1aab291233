import { UserError } from "../../config/runProgram";
import type { StackSettings } from "../settings";
import { expansionService } from "./expansionService";
import { jobManager } from "./jobManager";
import { jobServer } from "./jobServer";
import { kafka } from "./kafka";
import type { Part, PartFactory } from "./part";
import { registry } from "./registry";
import { taskManager } from "./taskManager";
import { workerPool } from "./workerPool";

/** The parts of a stack in the order of their start, without those that `--without` names. */
export function partsOf(settings: StackSettings): Part[] {
  const taskManagers = Array.from({ length: settings.taskManagers }, (_, index) => taskManager(index + 1));
  const factories: PartFactory[] = [kafka, jobManager, ...taskManagers, jobServer, expansionService, workerPool];
  if (settings.registry) factories.push(registry);
  const parts = factories.map((factory) => factory(settings));
  const left = new Set(settings.without.flatMap((name) => findParts(parts, name, "--without")));
  return parts.filter((part) => !left.has(part));
}

/** The parts called `name`; `taskmanager` means all of them. Throws a `UserError` that lists the names. */
export function findParts(parts: Part[], name: string, option = "NAME"): Part[] {
  const found = parts.filter((part) => part.name === name || part.name.replace(/-\d+$/, "") === name);
  if (found.length > 0) return found;
  const names = parts.map((part) => part.name).join(", ");
  throw new UserError(`${option}: found ${JSON.stringify(name)}, expected one of ${names}`);
}
