import type { Pipeline } from "apache-beam/internal/pipeline";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import { BytesCoder, beam, KVCoder, runnerApi } from "../../sdk";

/** The runtime jar's `beamts.runtime.state.StampState`. */
const URN = "beam-ts:stamp_state:v1";

type BytesByKey = beam.PCollection<beam.KV<Uint8Array, Uint8Array>>;

/** What the state of a job means. */
export interface StateStamp {
  /** Whose state it is. */
  job: string;
  /** Options, by their flags, without which the state would be read as what it is not. */
  options: Record<string, string>;
  /** A state that a person told it to start from, and all that went on from it. */
  origin?: string;
  /** Grows with each configuration: of two keepers of one job, that with the lower one stands back. */
  generation?: number;
}

/**
 * Lets records through and has `stamp` written into every checkpoint and savepoint of the job. Flink then ends a job, for
 * good and with one line, that is started from a state with other options.
 */
export function stampState(stamp: StateStamp) {
  return beam.withName("stampState", (_: BytesByKey, pipeline: Pipeline, transform: PTransform): BytesByKey => {
    transform.spec = runnerApi.FunctionSpec.create({ urn: URN, payload: Buffer.from(stampText(stamp)) });
    transform.environmentId = "";
    return pipeline.createPCollectionInternal(new KVCoder(new BytesCoder(), new BytesCoder()));
  });
}

/** `records`, with the stamp where there is one. */
export function stamped(records: BytesByKey, stamp?: StateStamp): BytesByKey {
  return stamp === undefined ? records : records.apply(stampState(stamp));
}

/** As it stands in a state's metadata: plain ASCII between two brackets that it holds nowhere else. */
export function stampText(stamp: StateStamp): string {
  const json = JSON.stringify(stamp);
  return `<beam-ts:state ${json.replace(/[^ -=?-~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}>`;
}

/** The stamp in a state's metadata; undefined where there is none. */
export function findStamp(metadata: Buffer): StateStamp | undefined {
  const found = /<beam-ts:state (\{[^>]*\})>/.exec(metadata.toString("latin1"));
  return found === null ? undefined : (JSON.parse(found[1]) as StateStamp);
}

/** What of `saved` does not fit `own`, in one line; undefined when all does. */
export function misfit(saved: StateStamp, own: StateStamp): string | undefined {
  const names = [...new Set([...Object.keys(saved.options), ...Object.keys(own.options)])].sort();
  const other = names.filter((name) => saved.options[name] !== own.options[name]);
  if (other.length === 0) return undefined;
  const listed = ({ options }: StateStamp) => other.map((name) => `--${name} ${options[name] ?? "?"}`).join(", ");
  return `the state is of a job with ${listed(saved)}, this one has ${listed(own)}`;
}
