import type { Pipeline } from "apache-beam/internal/pipeline";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import { beam, groupByKey, KVCoder, register, runnerApi, StrUtf8Coder, withCoder } from "../sdk";
import { type LateValue, LateValueCoder } from "./lateValueCoder";

/** The runtime jar's `beamts.runtime.windows.GroupWindows`. */
const GROUP_WINDOWS = "beam-ts:group_windows:v1";
/** The runtime jar's `beamts.runtime.windows.GroupMixedWindows`. */
const GROUP_MIXED_WINDOWS = "beam-ts:group_mixed_windows:v1";

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
  // The name is in savepoints, and from before it grouped other windows, too.
  return grouping<V>("groupSessions", GROUP_WINDOWS);
}

/**
 * Brings together the values of keys whose windows are of different kinds. Values are encoded as the runtime jar's
 * `MergeableRecord`, which may make one of those of a window, or of a slice. Each key says by its beginning of which kind:
 * - `|REST`: windows that become one where they overlap.
 * - `SIZE/EVERY|REST`, in ms: the slices of sliding windows. Values of a window and of the one a step before come together
 *   when it has ended, if its slices are not those of the one before; `SIZE/EVERY/all|REST`: in any case.
 *
 * A value whose pane is EARLY is also handed on at once, where its window has not ended by the clock: first all of the
 * window's values (`isFirst`), then each by itself. To runners that do not know the name it is a GroupByKey of windows
 * that merge, so that slices of sliding windows come together as far as they reach each other.
 *
 * `broadcasts`: elements whose keys begin with `!` are handed on at once to whoever is behind it, in all parallel instances,
 * before all that comes after them.
 */
export function groupMixedWindows<V>({ broadcasts = false } = {}) {
  return grouping<V>("groupMixedWindows", GROUP_MIXED_WINDOWS, broadcasts ? { broadcasts } : undefined);
}

function grouping<V>(name: string, urn: string, settings?: object) {
  return beam.withName(
    name,
    (values: beam.PCollection<beam.KV<string, V>>, pipeline: Pipeline, transform: PTransform): GroupedWindows<V> => {
      const payload = settings === undefined ? undefined : Buffer.from(JSON.stringify(settings));
      transform.spec = runnerApi.FunctionSpec.create({ urn, payload });
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
