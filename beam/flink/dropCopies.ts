import type { Pipeline } from "apache-beam/internal/pipeline";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import { beam, groupByKey, KVCoder, register, runnerApi, StrUtf8Coder, withCoder } from "../sdk";
import { SessionWindows } from "../sessionWindows";
import { wholeWindows } from "../wholeWindows";

/** The runtime jar's `beamts.runtime.copies.DropCopies`. */
const DROP_COPIES = "beam-ts:drop_copies:v1";

type Keyed<V> = beam.KV<string, V>;

/**
 * Lets the first of all elements through at once that have the same key, time and value, and drops the others, as long as
 * they come before the watermark has passed their time by `withinMs`. A key is `=` and an id; one that comes with other values
 * is told of. Elements with an empty key are copies of nothing. Those whose keys begin with `!` reach whoever is behind it in all parallel instances, before all that comes after them.
 *
 * To runners that do not know the name it is a GroupByKey: there the first one leaves when the watermark has reached its
 * time, and what comes later than `withinMs` is lost.
 */
export function dropCopies<V>(withinMs: number) {
  return beam.withName(
    "dropCopies",
    (elements: beam.PCollection<Keyed<V>>, pipeline: Pipeline, transform: PTransform): beam.PCollection<Keyed<V>> => {
      const payload = Buffer.from(JSON.stringify({ withinMs }));
      transform.spec = runnerApi.FunctionSpec.create({ urn: DROP_COPIES, payload });
      const { valueCoder } = pipeline.context.getPCollectionCoder(elements) as KVCoder<string, V>;
      const ofSameTime = beam.windowInto<Keyed<V>, beam.IntervalWindow>(
        new SessionWindows(1, 0),
        wholeWindows(withinMs),
      );
      return elements
        .apply(beam.withName("ofSameTime", ofSameTime))
        .flatMap(beam.withName("byContent", byContent))
        .apply(groupByKey<string, Keyed<V>>())
        .flatMap(beam.withName("firstOnes", firstOnes), { pane: beam.paneInfoParam() })
        .apply(beam.withName("inNoWindow", beam.windowInto<Keyed<V>, beam.GlobalWindow>(beam.globalWindows())))
        .apply(withCoder<Keyed<V>>(new KVCoder(new StrUtf8Coder(), valueCoder)));
    },
  );
}

export function byContent<V>(element: Keyed<V>): Keyed<Keyed<V>>[] {
  return [{ key: JSON.stringify(element), value: element }];
}

/** Of the pane that comes first: later ones are of copies. */
export function firstOnes<V>(
  { value: same }: Keyed<Iterable<Keyed<V>>>,
  { pane }: { pane: { lookup(): beam.PaneInfo } },
): Keyed<V>[] {
  if (!pane.lookup().isFirst) return [];
  const all = [...same];
  return all[0].key === "" ? all : all.slice(0, 1);
}

register("beam/dropCopies", { byContent, firstOnes });
