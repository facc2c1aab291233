/** Writes all that is made from the chart: `npx ts-node scripts/chart/generate.ts`; needs helm, or HELM="…" that is one. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHART } from "./helm";
import { renderManifests } from "./manifests";
import { withValuesTable } from "./readme";
import { schemaOf } from "./schema";
import { readValuesDoc } from "./valuesDoc";

const docs = readValuesDoc(readFileSync(join(CHART, "values.yaml"), "utf8"));
writeFileSync(join(CHART, "values.schema.json"), `${JSON.stringify(schemaOf(docs), null, 2)}\n`);
const readme = join(CHART, "README.md");
writeFileSync(readme, withValuesTable(readFileSync(readme, "utf8"), docs));
mkdirSync("helm/manifests", { recursive: true });
for (const [file, text] of Object.entries(renderManifests())) writeFileSync(join("helm/manifests", file), text);
