import { PaneInfoCoder } from "apache-beam/coders/required_coders";
import { beam } from "../sdk";

/** The pane of a window that fires once, when it has ended: all that a runner of whole bundles knows. */
export const ONLY_PANE: beam.PaneInfo = {
  timing: beam.Timing.ON_TIME,
  index: 0,
  onTimeIndex: 0,
  isFirst: true,
  isLast: true,
};

// The SDK decodes its own only pane from a byte that means "late, and not the last one".
Object.assign(PaneInfoCoder.ONE_AND_ONLY_FIRING, ONLY_PANE);
