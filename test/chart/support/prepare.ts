import { hasCluster, hasTools, kubebox, runKubebox, WITHOUT_KUBEBOX } from "./kubebox";

/** Fetches helm and the schemas; with CHART_TESTS=full also builds Kubernetes (10 to 25 minutes, once). */
export default function prepare(): void {
  if (kubebox === undefined) process.stderr.write(`\nSkipping the chart's tests: ${WITHOUT_KUBEBOX}.\n`);
  else if (process.env.CHART_TESTS === "full" && !hasCluster()) runKubebox("install");
  else if (!hasTools()) runKubebox("install", "--tools");
}
