import { expect, test } from "@jest/globals";
import { pipelineProto } from "../../../beam/flink/submit/pipelineProto";
import { readConfig } from "../../../config/readConfig";
import { definePipeline } from "../../../pipelines/job/definePipeline";
import { submissionOptions } from "../../../pipelines/job/submissionOptions";

test.each([[[]], [["--no-early"]], [["--window", "sliding"]], [["--key", "origin"]]])(
  "a whole job is a pipeline whose windows are grouped with what is late: %j",
  async (argv) => {
    const program = { usage: "", description: "", environmentPrefix: "T", options: submissionOptions };
    const config = readConfig(program, { argv, environment: {} });
    if ("help" in config) throw new Error("help");
    const { components } = await pipelineProto(definePipeline(config.values, "earliest"));
    const grouping = Object.values(components?.transforms ?? {}).find(
      ({ spec }) => spec?.urn === "beam-ts:group_windows:v1",
    );
    // The name is in savepoints.
    expect(grouping?.uniqueName).toBe("sumByWindow/groupSessions");
    expect(Object.keys(grouping?.outputs ?? {}).sort()).toEqual(["groups", "late"]);
  },
);
