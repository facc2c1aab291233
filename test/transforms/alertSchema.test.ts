import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readConfig } from "../../config/readConfig";
import { formatTransaction } from "../../payment/transaction";
import { detectionSettings, detectorOptions } from "../../pipelines/detectorOptions";
import { alertJsonSchema, alertSchema } from "../../transforms/alertSchema";
import { detectInLines } from "../pipelines/detectInLines";
import { at, tx } from "./payments";

test("the JSON Schema is up to date; `npm run rules:docs` writes it", () => {
  expect(readFileSync(join(__dirname, "../../docs/alert.schema.json"), "utf8")).toBe(alertJsonSchema());
});

test.each([
  ["--rules", "default"],
  ["--key", "origin"],
  ["--key", "pair"],
])("alerts of %s %s are as the schema says, with no field that it does not know", async (...argv) => {
  const program = { usage: "", description: "", environmentPrefix: "F", options: detectorOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("help");
  const some = [
    tx("a", "b", 6_000, at(0)),
    tx("a", "b", 6_000, at(1)),
    tx("b", "a", 11_500, at(60)),
    ...Array.from({ length: 6 }, (_, i) => tx(`p${i}`, "shop", 2_100, at(i))),
  ];
  const { alerts } = await detectInLines(some.map(formatTransaction), detectionSettings(config.values));
  expect(alerts.length).toBeGreaterThan(0);
  for (const alert of alerts) expect(alertSchema.strict().parse(JSON.parse(JSON.stringify(alert)))).toEqual(alert);
});
