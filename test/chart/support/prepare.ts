import { existsSync } from "node:fs";
import { makeImages } from "./images";
import { kubebox, runKubebox } from "./kubebox";

/** Installs what is missing: helm and the schemas in seconds; for CHART_TESTS=full also Kubernetes (10 to 25 minutes, once) and images. */
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
  runKubebox("install");
  await makeImages();
  process.stderr.write(`Kubernetes and images were there after ${Math.round((Date.now() - begun) / 1_000)} s.\n`);
}
