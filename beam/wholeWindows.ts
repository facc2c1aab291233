import { runnerApi } from "./sdk";

/**
 * How windows are told: one pane when a window ends, then a whole new one for each late element, so that a correction
 * replaces what it corrects. Late elements count until `allowedLatenessMs` after the window's end.
 */
export function wholeWindows(allowedLatenessMs: number): runnerApi.WindowingStrategy {
  return runnerApi.WindowingStrategy.create({
    trigger: { trigger: { oneofKind: "default", default: {} } },
    accumulationMode: runnerApi.AccumulationMode_Enum.ACCUMULATING,
    outputTime: runnerApi.OutputTime_Enum.END_OF_WINDOW,
    closingBehavior: runnerApi.ClosingBehavior_Enum.EMIT_IF_NONEMPTY,
    onTimeBehavior: runnerApi.OnTimeBehavior_Enum.FIRE_ALWAYS,
    allowedLateness: BigInt(allowedLatenessMs),
  });
}
