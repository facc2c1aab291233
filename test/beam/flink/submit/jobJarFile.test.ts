import { Struct } from "apache-beam/proto/google/protobuf/struct";
import { jobJarFile } from "../../../../beam/flink/submit/jobJarFile";
import { crc32, zipOf } from "../../../../beam/flink/submit/zip";
import { runnerApi } from "../../../../beam/sdk";

describe("the job jar", () => {
  test("names its main class and holds the pipeline and its options", () => {
    const pipeline = runnerApi.Pipeline.create({ rootTransformIds: ["a step"] });
    const jar = jobJarFile(pipeline, { jobName: "x", maxBundleSize: 7 });
    expect(jar.includes("Main-Class: beamts.runtime.RunPipelineInJar\r\n")).toBe(true);
    expect(jar.includes(Buffer.from(runnerApi.Pipeline.toBinary(pipeline)))).toBe(true);
    const options = Struct.fromJson({ "beam:option:job_name:v1": "x", "beam:option:max_bundle_size:v1": 7 });
    expect(jar.includes(Buffer.from(Struct.toBinary(options)))).toBe(true);
  });

  test("the same pipeline gives the same bytes", () => {
    const pipeline = runnerApi.Pipeline.create();
    expect(jobJarFile(pipeline, { a: 1 })).toEqual(jobJarFile(pipeline, { a: 1 }));
  });
});

describe("a zip archive", () => {
  test("has the check sums of the standard", () => {
    expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
  });

  test("is local header, name, data, then the same in the directory", () => {
    // As `unzip -t` accepts it.
    const name = "612f62";
    expect(zipOf([{ name: "a/b", data: Buffer.from("hi") }]).toString("hex")).toBe(
      [
        "504b030414000000000000002100ac2a93d8020000000200000003000000",
        name,
        "6869",
        "504b0102140014000000000000002100ac2a93d80200000002000000030000000000000000000000000000000000",
        name,
        "504b0506000000000100010031000000230000000000",
      ].join(""),
    );
  });
});
