// Before its sub-modules, which import one another in a circle.
import "../load";
import { directRunner as beamDirectRunner } from "apache-beam/runners/direct_runner";
import type { PipelineResult } from "apache-beam/runners/runner";
import type { beam } from "../sdk";
import { groupByKey, runnerApi } from "../sdk";
import { MERGING_GROUP_BY_KEY_URN } from "./mergingGroupByKey";

/** What Beam's DirectRunner has, but does not declare. */
interface DirectRunnerClass {
  new (
    options?: object,
  ): beam.Runner & {
    runPipeline(pipeline: runnerApi.Pipeline): Promise<PipelineResult>;
    unsupportedFeatures(pipeline: runnerApi.Pipeline): string[];
  };
}

const BeamDirectRunner = beamDirectRunner().constructor as DirectRunnerClass;

/**
 * Beam's DirectRunner, which also runs session windows. A pipeline without merging windows reaches it unchanged; in the
 * others each GroupByKey over merging windows becomes a primitive of our own. Whatever else the runner cannot do is
 * refused by name before anything runs.
 */
export class DirectRunner extends BeamDirectRunner {
  override async runPipeline(pipeline: runnerApi.Pipeline): Promise<PipelineResult> {
    const unsupported = this.unsupportedFeatures(pipeline);
    if (unsupported.length > 0) throw new Error(`The DirectRunner cannot run this pipeline: ${unsupported.join(", ")}`);
    return super.runPipeline(groupMergingWindows(pipeline));
  }

  override unsupportedFeatures(pipeline: runnerApi.Pipeline): string[] {
    const withoutMerging = runnerApi.Pipeline.clone(pipeline);
    const strategies = withoutMerging.components?.windowingStrategies ?? {};
    for (const [id, strategy] of Object.entries(strategies)) if (isMerging(strategy)) delete strategies[id];
    return super.unsupportedFeatures(withoutMerging);
  }
}

function isMerging(strategy: runnerApi.WindowingStrategy): boolean {
  return (
    strategy.mergeStatus === runnerApi.MergeStatus_Enum.NEEDS_MERGE &&
    strategy.windowFn?.urn === "beam:window_fn:session_windows:v1"
  );
}

function groupMergingWindows(original: runnerApi.Pipeline): runnerApi.Pipeline {
  const pipeline = runnerApi.Pipeline.clone(original);
  const { transforms = {}, pcollections = {}, windowingStrategies = {} } = pipeline.components ?? {};
  for (const transform of Object.values(transforms)) {
    if (transform.spec?.urn !== groupByKey.urn) continue;
    const input = pcollections[Object.values(transform.inputs)[0]];
    if (isMerging(windowingStrategies[input.windowingStrategyId])) transform.spec.urn = MERGING_GROUP_BY_KEY_URN;
  }
  return pipeline;
}
