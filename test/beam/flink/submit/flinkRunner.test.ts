import { asExternalEnvironment, defaultJsEnvironment } from "apache-beam/internal/environments";
import { withWorkersFrom } from "../../../../beam/flink/submit/flinkRunner";
import { runnerApi } from "../../../../beam/sdk";

const artifact = runnerApi.ArtifactInformation.create({ typeUrn: "file" });

function pipeline() {
  return runnerApi.Pipeline.create({
    components: {
      environments: {
        js: defaultJsEnvironment(),
        java: runnerApi.Environment.create({ urn: "beam:env:embedded:v1", dependencies: [artifact] }),
      },
    },
  });
}

describe("where the steps of a pipeline run", () => {
  test("TypeScript is run by the worker pool", () => {
    const changed = withWorkersFrom("pool:5555", pipeline()).components?.environments.js;
    expect(changed).toEqual(asExternalEnvironment(defaultJsEnvironment(), "pool:5555"));
    expect(runnerApi.ExternalPayload.fromBinary(changed?.payload ?? new Uint8Array()).endpoint?.url).toBe("pool:5555");
  });

  test("Java stays inside Flink, and its jar is not staged again", () => {
    const changed = withWorkersFrom("pool:5555", pipeline()).components?.environments.java;
    expect(changed).toMatchObject({ urn: "beam:env:embedded:v1", dependencies: [] });
  });

  test("the pipeline that was given stays as it was", () => {
    const given = pipeline();
    withWorkersFrom("pool:5555", given);
    expect(given).toEqual(pipeline());
  });
});
