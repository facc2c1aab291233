import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { intoCache } from "../../../stack/downloads/intoCache";

const VERSION = "1.10.0";
const FILE = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

/** The definition of FlinkDeployment that flink-kubernetes-operator installs, from its API's jar. */
export async function operatorDefinition(): Promise<string> {
  const cached = join(homedir(), ".cache", "streaming-fraud-detection", `flink-operator-${VERSION}.yaml`);
  return await intoCache(cached, async (folder) => {
    const artifact = `org.apache.flink:flink-kubernetes-operator-api:${VERSION}`;
    execFileSync("mvn", ["-q", "-B", "dependency:copy", `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]);
    const jar = join(folder, `flink-kubernetes-operator-api-${VERSION}.jar`);
    execFileSync("python3", ["-m", "zipfile", "-e", jar, folder]);
    return join(folder, FILE);
  });
}
