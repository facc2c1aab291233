import "../../load"; // before any of its sub-modules: they import one another in a circle
import type { Pipeline } from "apache-beam/proto/beam_runner_api";
import { type PipelineResult, Runner } from "apache-beam/runners/runner";
import type { beam } from "../../sdk";

/** The pipeline as Beam's servers understand it, without running it. */
export async function pipelineProto(define: (root: beam.Root) => Promise<void>): Promise<Pipeline> {
  let built: Pipeline | undefined;
  class Builder extends Runner {
    async runPipeline(pipeline: Pipeline): Promise<PipelineResult> {
      built = pipeline;
      return {} as PipelineResult;
    }
  }
  await new Builder().runAsync(define);
  return built as unknown as Pipeline;
}
