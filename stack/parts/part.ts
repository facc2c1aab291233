import type { Command } from "../daemon";
import type { Software } from "../downloads/software";
import type { Ports } from "../ports";
import type { StackSettings } from "../settings";

/** One program of the stack. */
export interface Part {
  name: string;
  /** The ports that it listens on. */
  ports: (keyof Ports)[];
  /** What a person opens or configures to reach it. */
  address: string;
  /** How to start it; called anew for each start. */
  command: (software: Software) => Command;
  /** A program that runs to its end before each start, if any. */
  prepare?: (software: Software) => Command | undefined;
  /** Resolves when the part does its work, rejects with the reason in one line when it does not. */
  check: () => Promise<void>;
}

/** Makes a part for these settings. */
export type PartFactory = (settings: StackSettings) => Part;
