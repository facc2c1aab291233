import { stateStamp } from "../job/stateOptions";
import { fingerprint } from "./fingerprint";
import { generationOf } from "./generation";
import type { KeeperSettings } from "./keeperOptions";
import type { Observed, Wanted } from "./observed";

/**
 * The job that `settings` and this code want. Files of secrets are read each time: they are renewed while a keeper runs. Its
 * generation is that of this process, settled when it first sees what is there.
 */
export function wantedJob(settings: KeeperSettings, codeVersion: string): (seen: Observed) => Wanted {
  const startedAtMs = Date.now();
  let generation: number | undefined;
  return (seen) => {
    generation ??= generationOf(seen, startedAtMs);
    return {
      name: `${settings.jobName}-${fingerprint(settings, codeVersion)}`,
      options: stateStamp(settings).options,
      generation,
      fromSavepoint: settings.fromSavepoint,
      otherState: settings.otherState,
    };
  };
}
