import { CHART, helm } from "./helm";

const FILES: Record<string, string[]> = {
  "topics.yaml": ["topics-job.yaml"],
  "generator.yaml": ["generator/configmap.yaml", "generator/deployment.yaml"],
  "viewer.yaml": ["viewer/configmap.yaml", "viewer/deployment.yaml", "viewer/service.yaml"],
};

/** What only Helm cares about. */
const HELM_LINES = /^ *(# Source: .*|helm\.sh\/.*|app\.kubernetes\.io\/managed-by: .*|checksum\/config: .*)\n/gm;

/** The chart's objects as plain files for `kubectl apply`, by file name. */
export function renderManifests(): Record<string, string> {
  const settings = ["--set", "kafka.brokers=kafka:9092", "--set", "serviceAccount.create=false"];
  return Object.fromEntries(
    Object.entries(FILES).map(([file, templates]) => {
      const only = templates.flatMap((template) => ["--show-only", `templates/${template}`]);
      const text = helm(["template", "flink-demo", CHART, "--namespace", "flink", ...settings, ...only]);
      return [file, HEADER + asPlain(text)];
    }),
  );
}

const HEADER = `# Made from helm/flink-demo by scripts/chart/generate.ts; change the chart instead.
# Set the address of your Kafka, then: kubectl --namespace flink apply -f FILE
`;

function asPlain(text: string): string {
  return text
    .replace(HELM_LINES, "")
    .replace(/^ *annotations:\n(?! *\w+\S*: )/gm, "")
    .replace(/^ *# Before all else.*\n/gm, "");
}
