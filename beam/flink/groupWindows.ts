import type { Pipeline } from "apache-beam/internal/pipeline";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import { beam, groupByKey, KVCoder, register, runnerApi, StrUtf8Coder, withCoder } from "../sdk";
import { type LateValue, LateValueCoder } from "./lateValueCoder";

/** The runtime jar's `beamts.runtime.windows.GroupWindows`. */
const URN = "beam-ts:group_windows:v1";

// No interface: the SDK takes only types whose members it can list.
export type GroupedWindows<V> = {
  groups: beam.PCollection<beam.KV<string, Iterable<V>>>;
  /** What came after its window's end and the allowed lateness. Empty on runners that only know a GroupByKey: they drop it. */
  late: beam.PCollection<beam.KV<string, LateValue<V>>>;
};

/**
 * Brings the values of each key and window together; windows that merge, where they overlap. A GroupByKey like any other
 * to runners that do not know the name; Flink's with the runtime jar has a leaner way, and loses nothing that is late.
 */
export function groupWindows<V>() {
  return beam.withName(
    // The name is in savepoints, and from before it grouped other windows, too.
    "groupSessions",
    (values: beam.PCollection<beam.KV<string, V>>, pipeline: Pipeline, transform: PTransform): GroupedWindows<V> => {
      transform.spec = runnerApi.FunctionSpec.create({ urn: URN });
      const { valueCoder } = pipeline.context.getPCollectionCoder(values) as KVCoder<string, V>;
      const groups = values.apply(groupByKey<string, V>());
      const late = groups
        .flatMap(beam.withName("nothingIsLate", nothingIsLate))
        .apply(
          withCoder<beam.KV<string, LateValue<V>>>(new KVCoder(new StrUtf8Coder(), new LateValueCoder(valueCoder))),
        );
      return { groups, late };
    },
  );
}

export function nothingIsLate(): never[] {
  return [];
}

register("beam/groupWindows", { nothingIsLate });
