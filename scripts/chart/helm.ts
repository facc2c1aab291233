import { execFileSync } from "node:child_process";

/** Where the chart lies, from the repository's root. */
export const CHART = "helm/flink-demo";

/** Runs helm, or what the variable HELM names (words separated by spaces), and returns what it prints. */
export function helm(args: string[], environment: NodeJS.ProcessEnv = process.env): string {
  const [program, ...words] = (environment.HELM ?? "helm").split(" ");
  return execFileSync(program, [...words, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: environment,
  });
}
