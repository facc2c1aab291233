import type { Pipeline } from "apache-beam/internal/pipeline";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import { beam, groupByKey, runnerApi } from "../sdk";

/** The runtime jar's `beamts.runtime.sessions.GroupSessions`. */
const URN = "beam-ts:group_sessions:v1";

/**
 * Brings the values of each key together whose windows overlap. A GroupByKey like any other to runners that do not know
 * the name; Flink's with the runtime jar has a leaner way for just this.
 */
export function groupSessions<V>() {
  return beam.withName(
    "groupSessions",
    (values: beam.PCollection<beam.KV<string, V>>, _: Pipeline, transform: PTransform) => {
      transform.spec = runnerApi.FunctionSpec.create({ urn: URN });
      return values.apply(groupByKey<string, V>());
    },
  );
}
