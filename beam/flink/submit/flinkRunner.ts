import "../../load"; // before any of its sub-modules: they import one another in a circle
import { asExternalEnvironment, TYPESCRIPT_DEFAULT_ENVIRONMENT_URN } from "apache-beam/internal/environments";
import type { PipelineOptions } from "apache-beam/options/pipeline_options";
import type { Environment, Pipeline } from "apache-beam/proto/beam_runner_api";
import { PortableRunner } from "apache-beam/runners/portable_runner/runner";
import { runnerApi } from "../../sdk";

/** Submits to Beam's Flink job server; TypeScript runs in workers of the pool at `workerPool` (HOST:PORT, as Flink sees it). */
export class FlinkRunner extends PortableRunner {
  constructor(
    jobServer: string,
    private readonly workerPool: string,
    options: Record<string, unknown>,
  ) {
    super({ ...options, jobEndpoint: jobServer });
  }

  override async runPipelineWithProto(pipeline: Pipeline, options?: PipelineOptions) {
    // The SDK tells about its steps on standard output, which belongs to the caller.
    const { debug } = console;
    console.debug = () => undefined;
    try {
      return await super.runPipelineWithProto(withWorkersFrom(this.workerPool, pipeline), options);
    } finally {
      console.debug = debug;
    }
  }
}

/** The same pipeline with its TypeScript run by the pool and nothing to stage. */
export function withWorkersFrom(workerPool: string, pipeline: Pipeline): Pipeline {
  const changed = runnerApi.Pipeline.clone(pipeline);
  const environments = changed.components?.environments ?? {};
  for (const [id, environment] of Object.entries(environments)) {
    environments[id] = withoutFiles(
      environment.urn === TYPESCRIPT_DEFAULT_ENVIRONMENT_URN
        ? asExternalEnvironment(environment, workerPool)
        : environment,
    );
  }
  return changed;
}

/** The Java side comes from Flink's class path: staging its jar again costs seconds a submission and triples a job jar. */
function withoutFiles(environment: Environment): Environment {
  return { ...environment, dependencies: [] };
}
