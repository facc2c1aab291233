import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import { ProcessBundleDescriptor, RemoteGrpcPort } from "apache-beam/proto/beam_fn_api";
import { Coder, type Components, FunctionSpec, type Pipeline, PTransform } from "apache-beam/proto/beam_runner_api";

export const SOURCE = "source";

const PAR_DO = "beam:transform:pardo:v1";
const FLATTEN = "beam:transform:flatten:v1";
/** Coders that Flink knows; it has a length put before whatever another one writes. */
const KNOWN =
  /^beam:coder:(kv|bytes|string_utf8|varint|bool|double|iterable|windowed_value|interval_window|global_window):v1$/;

/** The part of a pipeline that a worker is given at once. */
export interface Stage {
  descriptor: ProcessBundleDescriptor;
  /** What leaves the worker: the sink's id, and the coder of what it gets. */
  sinks: { id: string; coderId: string }[];
}

/** All that TypeScript does with what `read` gives before another one's turn, as Flink's runner fuses it; elements go over `url`. */
export function stageBehind(pipeline: Pipeline, read: string, url: string): Stage {
  const all = pipeline.components as Components;
  const { pcollections, windowingStrategies } = all;
  const coders = { ...all.coders };
  const transforms: ProcessBundleDescriptor["transforms"] = {};
  const sinks: Stage["sinks"] = [];
  const leaves = Object.entries(all.transforms).filter(([, { subtransforms }]) => subtransforms.length === 0);
  const reading = leaves.find(([, { uniqueName }]) => uniqueName === read);
  if (reading === undefined) throw new Error(`found no ${read} in the pipeline`);
  const [start] = Object.values(reading[1].outputs);
  transforms[SOURCE] = PTransform.create({
    uniqueName: SOURCE,
    spec: { urn: "beam:runner:source:v1", payload: portOf(start) },
    outputs: { out: start },
  });
  follow(start);
  const environments = all.environments;
  const descriptor = { id: "stage", transforms, pcollections, windowingStrategies, coders, environments };
  return { descriptor: ProcessBundleDescriptor.create(descriptor), sinks };

  function follow(collection: string): void {
    let isWantedElsewhere = false;
    for (const [id, transform] of leaves) {
      if (!Object.values(transform.inputs).includes(collection)) continue;
      const urn = transform.spec?.urn;
      const isOurs = urn === FLATTEN || (urn === PAR_DO && transform.environmentId !== "");
      if (!isOurs) isWantedElsewhere = true;
      else if (transforms[id] === undefined) {
        transforms[id] = transform;
        for (const output of Object.values(transform.outputs)) follow(output);
      }
    }
    if (isWantedElsewhere) addSink(collection);
  }

  function addSink(collection: string): void {
    const id = `sink ${sinks.length}`;
    transforms[id] = PTransform.create({
      uniqueName: id,
      spec: { urn: "beam:runner:sink:v1", payload: portOf(collection) },
      inputs: { in: collection },
    });
    sinks.push({ id, coderId: windowedCoder(collection) });
  }

  function portOf(collection: string): Uint8Array {
    const port = RemoteGrpcPort.create({ apiServiceDescriptor: { url }, coderId: windowedCoder(collection) });
    return RemoteGrpcPort.toBinary(port);
  }

  function windowedCoder(collection: string): string {
    const { coderId, windowingStrategyId } = pcollections[collection];
    const components = [wireCoder(coderId), windowingStrategies[windowingStrategyId].windowCoderId];
    return add("beam:coder:windowed_value:v1", components);
  }

  function wireCoder(id: string): string {
    const { spec, componentCoderIds } = all.coders[id];
    if (!KNOWN.test(spec?.urn ?? "")) return add("beam:coder:length_prefix:v1", [id]);
    return componentCoderIds.length === 0 ? id : add(spec?.urn ?? "", componentCoderIds.map(wireCoder));
  }

  function add(urn: string, componentCoderIds: string[]): string {
    const id = `${urn} of ${componentCoderIds}`;
    coders[id] = Coder.create({ spec: FunctionSpec.create({ urn }), componentCoderIds });
    return id;
  }
}
