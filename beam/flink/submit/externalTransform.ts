import "../../load"; // before any of its sub-modules: they import one another in a circle
import type { PValue } from "apache-beam/pvalue";
import { type RawExternalTransformOptions, rawExternalTransform } from "apache-beam/transforms/external";
import { type Configuration, externalPayload } from "./externalPayload";

/** A Java transform, expanded by the expansion service at `expansionService` (HOST:PORT). */
export function externalTransform<In extends PValue<unknown>, Out extends PValue<unknown>>(
  urn: string,
  configuration: Configuration,
  expansionService: string,
  options?: RawExternalTransformOptions,
) {
  const transform = rawExternalTransform<In, Out>(urn, externalPayload(configuration), expansionService, options);
  // The Java side is on Flink's own class path. The SDK would download it, about 100 MB, to upload it again.
  Object.assign(transform, { resolveArtifacts: async (components: unknown) => components });
  return transform;
}
