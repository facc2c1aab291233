import { mkdirSync } from "node:fs";
import { CHART, helm } from "./helm";

/** Packs the chart into `folder` and writes the index that `helm repo add URL` reads. */
export function packageChart(folder: string, url: string, environment = process.env): void {
  mkdirSync(folder, { recursive: true });
  helm(["package", CHART, "--destination", folder], environment);
  helm(["repo", "index", folder, "--url", url], environment);
}

if (require.main === module) {
  const [folder, url] = process.argv.slice(2);
  if (url === undefined) {
    process.stderr.write("error: usage: npx ts-node scripts/chart/packageChart.ts FOLDER URL\n");
    process.exit(1);
  }
  packageChart(folder, url);
}
