import { clusterSetting } from "../../beam/flink/rest/flinkJobs";
import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { createS3Client, type S3Client } from "../../beam/flink/state/s3/s3Client";
import { createS3Credentials } from "../../beam/flink/state/s3/s3Credentials";
import type { KeeperSettings } from "./keeperOptions";

/** Hadoop's names for the same settings. */
const named = (...names: string[]) => names.flatMap((name) => [`s3.${name}`, `s3a.${name}`, `fs.s3a.${name}`]);

/**
 * Opens S3 where Flink has it, unless the options say otherwise. Says once, and resolves to undefined, where the environment
 * has no credentials.
 */
export function keeperS3(
  flink: FlinkRest,
  settings: Partial<Pick<KeeperSettings, "s3Endpoint" | "s3Region" | "s3PathStyle">>,
  environment: Record<string, string | undefined>,
  say: (line: string) => void,
): () => Promise<S3Client | undefined> {
  const credentials = createS3Credentials(environment);
  let hasSaid = false;
  return async () => {
    const of = (...names: string[]) => clusterSetting(flink, ...named(...names));
    const region =
      settings.s3Region ?? (await of("endpoint.region", "region")) ?? environment.AWS_REGION ?? "us-east-1";
    const keys = await credentials(region);
    if (keys !== undefined) {
      const endpoint = settings.s3Endpoint ?? (await of("endpoint"));
      const pathStyle = settings.s3PathStyle ?? (await of("path.style.access", "path-style-access")) === "true";
      return createS3Client({ endpoint, region, pathStyle }, keys);
    }
    if (!hasSaid) {
      say("found no AWS_ACCESS_KEY_ID and no role of a service account: states on S3 are known by Flink's memory only");
    }
    hasSaid = true;
    return undefined;
  };
}
