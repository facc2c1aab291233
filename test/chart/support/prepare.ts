import { existsSync } from "node:fs";
import { startBox } from "./box";
import { makeImages } from "./images";
import { kubebox, runKubebox } from "./kubebox";

/** Stops the cluster, where there is one. */
export let stopBox: () => Promise<void> = async () => undefined;

/** Installs what is missing: helm and the schemas in seconds; for CHART_TESTS=full also Kubernetes (10 to 25 minutes, once), images and a cluster. */
export default async function prepare(): Promise<void> {
  if (!existsSync(kubebox)) {
    process.stderr.write(`error: no kubebox at ${kubebox}, which the chart's tests need: set KUBEBOX to its path\n`);
    process.exit(1);
  }
  if (process.env.CHART_TESTS !== "full") {
    process.stderr.write("Only the tests that need no cluster; npm run test:helm:full runs them all.\n");
    runKubebox("install", "--tools");
    return;
  }
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1_000);
  runKubebox("install");
  await makeImages();
  process.stderr.write(`Kubernetes and images were there after ${seconds()} s, `);
  stopBox = await startBox();
  process.stderr.write(`the cluster after ${seconds()} s.\n`);
}
