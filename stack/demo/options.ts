import { join } from "node:path";
import type { Options, Values } from "../../config/options";
import { duration, integer } from "../../config/values";
import { rate } from "../../generator/optionValues";
import { stackOptions } from "../options";
import { type StackSettings, settingsFrom } from "../settings";

/** Options of the demo: its own, and everything that can be set about the stack under it. */
export const demoOptions = {
  port: { schema: integer({ min: 1, max: 65_535 }), default: "8080", value: "PORT", describe: "port of the page" },
  rate: { schema: rate(), default: "20/s", value: "N/s", describe: "payments by the clock" },
  gap: {
    schema: duration({ min: "1s", max: "10m" }),
    default: "30s",
    value: "DURATION",
    describe:
      "pause that ends the sessions of pairs, and what the default rules are made shorter by, so that final alerts come soon",
  },
  ...stackOptions,
} as const satisfies Options;

export type DemoSettings = Values<typeof demoOptions>;

/** The stack under the demo: a state folder of its own, which a person's stack is never in. */
export function demoStackSettings(values: DemoSettings): StackSettings {
  const stateDir = values.stateDir ?? join(values.cacheDir, "stacks", `demo-${values.portBase}`);
  return settingsFrom({ ...values, stateDir });
}
