import { Struct } from "apache-beam/proto/google/protobuf/struct";
import { strFromU8, unzipSync } from "fflate";
import { jobJarFile } from "../../../../beam/flink/submit/jobJarFile";
import { runnerApi } from "../../../../beam/sdk";

describe("the job jar", () => {
  test("names its main class and holds the pipeline and its options", () => {
    const pipeline = runnerApi.Pipeline.create({ rootTransformIds: ["a step"] });
    const jar = jobJarFile(pipeline, { jobName: "x", maxBundleSize: 7 });
    const files = unzipSync(jar);
    expect(strFromU8(files["META-INF/MANIFEST.MF"])).toContain("Main-Class: beamts.runtime.RunPipelineInJar\r\n");
    expect(runnerApi.Pipeline.fromBinary(files["pipeline.pb"]).rootTransformIds).toEqual(["a step"]);
    expect(Struct.toJson(Struct.fromBinary(files["options.pb"]))).toEqual({
      "beam:option:job_name:v1": "x",
      "beam:option:max_bundle_size:v1": 7,
    });
  });

  test("the same pipeline gives the same bytes", () => {
    const pipeline = runnerApi.Pipeline.create();
    expect(jobJarFile(pipeline, { a: 1 })).toEqual(jobJarFile(pipeline, { a: 1 }));
  });
});
