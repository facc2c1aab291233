import { CHART, helm } from "./helm";

const FILES: Record<string, string[]> = {
  "generator.yaml": ["generator/configmap.yaml", "generator/deployment.yaml"],
  "viewer.yaml": ["viewer/configmap.yaml", "viewer/deployment.yaml", "viewer/service.yaml"],
};
/** A Job could not be applied again with other settings, and there is nobody to run hooks. */
const SETTINGS = ["kafka.brokers=kafka:9092", "serviceAccount.create=false", "topics.by=init"];

/** What only Helm cares about, and the namespace, which `kubectl apply` is told. */
const LEFT_OUT =
  /^ *(# Source: .*|helm\.sh\/.*|app\.kubernetes\.io\/managed-by: .*|checksum\/config: .*|namespace: .*)\n/gm;

/** The chart's objects as plain files for `kubectl apply`, again and to any namespace, by file name. */
export function renderManifests(): Record<string, string> {
  const settings = SETTINGS.flatMap((setting) => ["--set", setting]);
  return Object.fromEntries(
    Object.entries(FILES).map(([file, templates]) => {
      const only = templates.flatMap((template) => ["--show-only", `templates/${template}`]);
      return [file, HEADER + asPlain(helm(["template", "flink-demo", CHART, ...settings, ...only]))];
    }),
  );
}

const HEADER = `# Made from helm/flink-demo by scripts/chart/generate.ts; change the chart instead.
# Set the address of your Kafka, then: kubectl --namespace NAMESPACE apply -f FILE
`;

function asPlain(text: string): string {
  return text
    .replace(LEFT_OUT, "")
    .replace(/^ *annotations:\n(?! *\w+\S*: )/gm, "")
    .replace(/,[\w-]+\.default(\.[\w.]+)?(?=[,"])/g, "")
    .replace(/ +$/gm, "")
    .replace(/\n{2,}/g, "\n");
}
