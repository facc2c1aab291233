import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import { cancelJob, stopWithSavepoint } from "../beam/flink/rest/stopJob";
import type { Options, Values } from "../config/options";
import { runProgram, UserError } from "../config/runProgram";
import { text, toggle } from "../config/values";
import { flinkOption } from "./job/clusterOptions";

const options = {
  flink: flinkOption,
  savepoint: {
    schema: text(),
    optional: true,
    value: "DIR",
    describe: "first write a savepoint below this folder, as the TaskManagers reach it, and print its path",
  },
  drain: {
    schema: toggle(),
    default: "false",
    describe: "with --savepoint: end all open sessions as if no more payments came; never resume from such a savepoint",
  },
} as const satisfies Options;

runProgram(
  {
    usage: "npm run cancel --",
    description:
      "Ends a Flink job: at once, or with a savepoint that `npm run submit -- --from-savepoint PATH` goes on from.",
    environmentPrefix: "FRAUD",
    options,
    words: ["ID"],
  },
  async (values: Values<typeof options>, [id, ...rest]) => {
    if (id === undefined || rest.length > 0 || !/^[0-9a-f]{32}$/.test(id)) {
      throw new UserError(
        `ID: found ${JSON.stringify([id, ...rest].filter(Boolean).join(" "))}, expected a job id of 32 hexadecimal digits, as npm run submit printed it`,
      );
    }
    if (values.drain && values.savepoint === undefined) throw new UserError("--drain: needs --savepoint");
    const flink = createFlinkRest(values.flink, "--flink");
    if (values.savepoint === undefined) await cancelJob(flink, id);
    else process.stdout.write(`${await stopWithSavepoint(flink, id, values.savepoint, values.drain)}\n`);
  },
);
