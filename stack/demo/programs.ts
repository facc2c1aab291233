import { formatDuration } from "../../config/values";
import { addressFlags } from "../addressFlags";
import type { StackSettings } from "../settings";
import type { DemoSettings } from "./options";

/** A program of this project and the flags that the demo starts it with. */
export interface ProgramToRun {
  name: string;
  file: string;
  flags: string[];
}

/** Schemes that rules see as they happen or within minutes, and some that they rightly do not. */
const KINDS = "structuring=5,fan-in=2,fan-out=2,single-large=1,salary=1,cycle=1";

/** Starts the job, by the rules of a file, and ends. */
export function submitProgram(stack: StackSettings, rules: string): ProgramToRun {
  const flags = [...addressFlags(stack), "--rules", rules];
  return { name: "submit", file: "pipelines/submit.ts", flags };
}

/** Small honest payments between many accounts, far below the limit: what the page shows was planted. About three alerts a minute at 20/s. */
export function generatorProgram({ host, ports }: StackSettings, { rate, gap }: DemoSettings): ProgramToRun {
  const honest = ["--accounts", "5000", "--skew", "0.5", "--account-prefix", "ACC-", "--amounts", "log-normal"];
  const planted = ["--schemes", "2%", "--kinds", KINDS, "--gap", formatDuration(gap), "--malformed", "0.2%"];
  return {
    name: "generator",
    file: "generator/main.ts",
    flags: [
      ...["--brokers", `${host}:${ports.kafka}`, "--rate", `${rate}/s`, "--print", "none"],
      ...["--arrivals", "poisson", ...honest, ...planted],
    ],
  };
}

/** Every alert since the beginning, as log lines that nobody sees and on the page, which shows decisions and asks for no token to read. */
export function viewerProgram({ host, ports }: StackSettings, { port }: DemoSettings): ProgramToRun {
  const topics = ["--brokers", `${host}:${ports.kafka}`, "--shadow-topic", "fraud-shadow", "--from-beginning"];
  const reviews = ["--reviews-topic", "fraud-reviews"];
  const health = ["--dead-letter-topic", "transactions-dead-letter", "--flink", `http://${host}:${ports.flink}`];
  const flags = [...topics, ...reviews, ...health, "--host", host, "--port", String(port)];
  return { name: "viewer", file: "viewer/main.ts", flags };
}
