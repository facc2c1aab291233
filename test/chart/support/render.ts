import { parseAllDocuments } from "yaml";
import { CHART } from "../../../scripts/chart/helm";
import { runKubebox } from "./kubebox";

/** As much of a Kubernetes object as the tests look at. */
export interface KubernetesObject {
  kind: string;
  metadata: { name: string; namespace?: string; labels: Record<string, string>; annotations?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: every kind has a shape of its own, and a wrong one fails the test
  spec: any;
  data: Record<string, string>;
}

export const BROKERS = ["--set", "kafka.brokers=kafka:9092"];

/** What `helm template` prints for these flags. */
export function renderText(...flags: string[]): string {
  return renderRelease("flink-demo", ...flags);
}

/** The same for a release of another name. */
export function renderRelease(release: string, ...flags: string[]): string {
  return runKubebox("helm", "template", release, CHART, "--namespace", "flink", ...flags);
}

/** The objects that the chart makes with these flags, and with a broker where no file names one. */
export function render(...flags: string[]): KubernetesObject[] {
  const documents = parseAllDocuments(renderText(...(flags.includes("--values") ? [] : BROKERS), ...flags));
  return documents.map((document) => document.toJS()).filter((object) => object !== null);
}

/** The one object of that kind whose name ends so. */
export function find(objects: KubernetesObject[], kind: string, end = ""): KubernetesObject {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name.endsWith(end));
  if (found.length !== 1) throw new Error(`found ${found.length} objects of kind ${kind} named …${end}, expected one`);
  return found[0];
}

/** The lines after "These values do not go together", or those of the schema; throws when the chart takes the flags. */
export function refusal(...flags: string[]): string {
  try {
    renderText(...flags);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`helm takes ${flags.join(" ")}`);
}
