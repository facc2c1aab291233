import { writeFileSync } from "node:fs";
import { commandOf, describeCommands } from "../config/commands";
import type { Values } from "../config/options";
import { runProgram, UserError } from "../config/runProgram";
import { createKafka } from "../kafka/client";
import { readLogTopic } from "../kafka/logTopic";
import { createLog } from "../service/log";
import { COMMANDS } from "./commands/commands";
import { reviewsCommandOptions } from "./commands/options";
import { readReviews } from "./readReviews";
import { reviewsLogTopic } from "./reviewsLogTopic";

const USAGE = "npm run reviews --";

/** Runs a command on what people decided; it reads and changes nothing. */
async function run(values: Values<typeof reviewsCommandOptions>, given: string[]): Promise<void> {
  const { brokers, reviewsTopic, out } = values;
  const command = commandOf(COMMANDS, USAGE, given);
  const kafka = createKafka(values, "fraud-reviews", createLog("reviews", "error"), { retries: 3 });
  const { records } = await readLogTopic(kafka, brokers, reviewsLogTopic(reviewsTopic));
  const { text, word } = command.run({ words: given.slice(1), topic: reviewsTopic, reviews: readReviews(records) });
  write(text === "" ? "" : `${text}\n`, out);
  if (word !== undefined) process.stderr.write(`${word}\n`);
}

function write(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UserError(`--out: cannot write ${JSON.stringify(file)}: ${(error as Error).message}`);
  }
}

runProgram(
  {
    usage: USAGE,
    description: describeCommands(COMMANDS),
    environmentPrefix: "REVIEWS",
    options: reviewsCommandOptions,
    words: ["COMMAND", "[ALERT]"],
  },
  run,
);
