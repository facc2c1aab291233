import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { integer, text } from "../config/values";
import { stopSignal } from "../service/stopSignal";
import type { Stack } from "../stack/createStack";
import { kafkaJars } from "../stack/downloads/maven";
import { readVersions } from "../stack/versions";
import { createTestStack, removeTestStack } from "../test/live/support/testStack";
import { type Run, runBatches, runGenerator, runKafkajs, runPerfTool, runWithoutKafka } from "./generator/runs";

const options = {
  count: { schema: integer({ min: 100_000 }), default: "1000000", value: "N", describe: "records of each run" },
  batches: {
    schema: text(),
    default: "500,1000,2000,5000,10000",
    value: "N[,N…]",
    describe: "lines in a batch of the generator, tried one after the other",
  },
  runs: { schema: integer({ min: 1 }), default: "3", value: "N", describe: "runs of each, alternating" },
  portBase: { schema: integer({ max: 50_000 }), default: "4600", value: "N", describe: "added to the broker's ports" },
} as const satisfies Options;

async function main(values: Values<typeof options>): Promise<void> {
  const stack = createTestStack([], values.portBase);
  // From the beginning: a broker that is just starting has to be ended as well.
  const interrupted = stopSignal();
  try {
    await stack.start("kafka");
    await Promise.race([measure(stack, values), interrupted]);
  } finally {
    await removeTestStack(stack);
  }
}

async function measure(stack: Stack, { count, runs, batches }: Values<typeof options>): Promise<void> {
  const broker = `127.0.0.1:${stack.settings.ports.kafka}`;
  const target = { broker, topic: "transactions", count };
  const classPath = `${await kafkaJars(stack.settings.cacheDir, readVersions().kafka, () => {})}/*`;
  const found: Run[] = [];
  for (let run = 0; run < runs; run++) {
    found.push(await runPerfTool(classPath, target), await runGenerator(target), await runKafkajs(target));
    for (const size of batches.split(",").map(Number)) found.push(await runBatches(target, size));
  }
  found.push(runWithoutKafka(target));
  for (const name of new Set(found.map((run) => run.name))) {
    const rates = found.filter((run) => run.name === name).map(({ perSecond }) => Math.round(perSecond));
    process.stdout.write(`${name.padEnd(30)}${rates.map((rate) => `${rate}/s`.padStart(12)).join("")}\n`);
  }
}

runProgram(
  {
    usage: "npm run bench:generator --",
    description:
      "Sends payments into a broker of its own as fast as it can, beside Kafka's own tool and kafkajs's producer.",
    environmentPrefix: "BENCH",
    options,
  },
  main,
)
  // An interrupted run leaves a child or a connection behind that nobody waits for.
  .finally(() => process.exit());
