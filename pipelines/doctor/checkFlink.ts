import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { type Finding, findingsAbout } from "./finding";

const about = findingsAbout("flink");

/** What Flink's REST says about the cluster. */
export interface FlinkState {
  version: string;
  taskManagers: number;
  slots: number;
  freeSlots: number;
  /** `child-first` unless it was changed. */
  resolveOrder: string;
  classPath: string[];
}

/** Whether Flink answers, and whether it is one that the runtime jar, built for `release`, runs on. */
export async function checkFlink(flink: FlinkRest, release: string): Promise<Finding[]> {
  try {
    return judgeFlink(flink.url, await askFlink(flink), release);
  } catch (error) {
    const advice = "start Flink (`npm run stack -- up`), or set --flink to its REST address; 8081 is its usual port";
    return [about.fail((error as Error).message, advice)];
  }
}

async function askFlink(flink: FlinkRest): Promise<FlinkState> {
  const [config, overview, settings, environment] = await Promise.all([
    flink.get<{ "flink-version": string }>("/config"),
    flink.get<{ taskmanagers: number; "slots-total": number; "slots-available": number }>("/overview"),
    flink.get<{ key: string; value: string }[]>("/jobmanager/config"),
    flink.get<{ classpath: string[] }>("/jobmanager/environment"),
  ]);
  return {
    version: config["flink-version"],
    taskManagers: overview.taskmanagers,
    slots: overview["slots-total"],
    freeSlots: overview["slots-available"],
    resolveOrder: settings.find(({ key }) => key === "classloader.resolve-order")?.value ?? "child-first",
    classPath: environment.classpath,
  };
}

/** The findings for a Flink cluster that answers. */
export function judgeFlink(url: string, flink: FlinkState, release: string): Finding[] {
  const findings: Finding[] = [];
  if (flink.version === release || flink.version.startsWith(`${release}.`)) {
    findings.push(about.ok(`${url} is Flink ${flink.version}, as the runtime jar expects`));
  } else {
    findings.push(
      about.fail(
        `${url} is Flink ${flink.version}, the runtime jar is for ${release}`,
        "run that release, or build the jar for yours: see runtime/README.md",
      ),
    );
  }
  if (flink.taskManagers === 0) findings.push(about.fail("no TaskManager is registered", "start one, or see its log"));
  else if (flink.freeSlots === 0) {
    findings.push(about.warn(`all ${flink.slots} slots are taken`, "a new job would wait; cancel one or add slots"));
  } else findings.push(about.ok(`${flink.freeSlots} of ${flink.slots} slots are free`));
  if (!flink.classPath.some((jar) => /beam[^/]*\.jar$/.test(jar))) {
    findings.push(
      about.fail(
        "the runtime jar is not on Flink's class path",
        "jobs bring no code of their own; put the jar into Flink's lib folder, with beam in its name",
      ),
    );
  } else if (flink.resolveOrder !== "parent-first") {
    findings.push(
      about.warn(
        `classloader.resolve-order is ${flink.resolveOrder}`,
        "each submission leaks metaspace; set it to parent-first",
      ),
    );
  }
  return findings;
}
