import "../../load"; // before any of its sub-modules: they import one another in a circle
import type { Pipeline } from "apache-beam/internal/pipeline";
import type { PTransform } from "apache-beam/proto/beam_runner_api";
import { BytesCoder, beam, KVCoder, runnerApi, withCoder } from "../../sdk";
import { type StateStamp, stamped } from "../state/stateStamp";
import { type KafkaRecord, KafkaRecordCoder } from "./kafkaRecordCoder";
import type { JavaClientSettings, OutputRecord } from "./records";

// Flink's own Kafka connector, as the runtime jar teaches it to Beam's Flink runner (`beamts.runtime.kafka`).
const READ = "beam-ts:kafka_read:v1";
const WRITE = "beam-ts:kafka_write:v1";

export interface ReadRecords {
  topics: string[];
  /** Any setting of a Java consumer; needs `bootstrap.servers` and `group.id`. */
  consumer: JavaClientSettings;
  /** Where a partition starts that has neither a checkpoint nor a committed offset of the group: earliest, latest, or none to fail. */
  startAt: string;
  /** Where partitions start without a checkpoint, whatever the group has committed: `topic-partition` to offset. */
  startOffsets?: Record<string, number>;
  /** Where reading ends, exclusive, by `topic-partition`: the job then ends by itself and reads no other partition. */
  stopOffsets?: Record<string, number>;
  /** How far the watermark stays behind the newest record of a partition. */
  disorderMs?: number;
  /** A partition that was silent for so long and has been read to its end follows the wall clock. */
  idleAfterMs: number;
  /** A record whose time lies further ahead of the clock says nothing about the time of its partition. */
  maxFutureSkewMs: number;
  /** Of a longer value only so many bytes come, with its length. */
  maxValueBytes?: number;
  rules?: RulesBeside;
  /** Where payments say their time, in place of the records' own timestamps. */
  time?: PaymentTime;
}

/** Where and how a payment says its time: a form of `payment/formats/timeForms.ts`, at a pointer or in a column from 0. */
export type PaymentTime =
  | { format: "lines" }
  | { format: "json"; pointer: string; as: string }
  | { format: "csv"; column: number; delimiter: string; as: string };

/**
 * A topic of rules to read beside the records: from its start, and its records are handed on before all records whose time
 * they could concern; those wait until it is known that none is missing.
 */
export interface RulesBeside {
  topic: string;
  /** Rules are in force at the earliest so many ms after they were appended; less what clocks may differ by. */
  leadMs: number;
  /** How far a record may speak of a time after its own, in ms. */
  aheadMs: number;
}

export interface WriteRecords {
  topic: string;
  /** Any setting of a Java producer; needs `bootstrap.servers`. */
  producer: JavaClientSettings;
  /** What every record has beside key and value. */
  headers?: Record<string, string>;
}

/** Every record of some topics with its place in them; event time is the record's own timestamp (CreateTime). */
export function readRecords(settings: ReadRecords) {
  return beam.withName(
    "readRecords",
    native<beam.Root, beam.PCollection<KafkaRecord>>(READ, settings, (pipeline) =>
      pipeline.createPCollectionInternal<KafkaRecord>(
        new KafkaRecordCoder(),
        undefined,
        settings.stopOffsets === undefined ? runnerApi.IsBounded_Enum.UNBOUNDED : runnerApi.IsBounded_Enum.BOUNDED,
      ),
    ),
  );
}

/** Writes records by their key: the newest record of a key stays when the topic is compacted. `stamp` goes into the job's state. */
export function writeRecords(settings: WriteRecords, stamp?: StateStamp) {
  const write = native<beam.PCollection<OutputRecord>, Record<string, never>>(WRITE, settings, () => ({}));
  return beam.withName(`writeRecords ${settings.topic}`, (records: beam.PCollection<OutputRecord>) =>
    stamped(
      records.apply(beam.withName("asBytes", withCoder<OutputRecord>(new KVCoder(new BytesCoder(), new BytesCoder())))),
      stamp,
    ).apply(beam.withName("produce", write)),
  );
}

/** A transform that the runner itself carries out. */
function native<In, Out>(urn: string, settings: object, output: (pipeline: Pipeline) => Out) {
  return (_: In, pipeline: Pipeline, transform: PTransform): Out => {
    transform.spec = runnerApi.FunctionSpec.create({ urn, payload: Buffer.from(JSON.stringify(settings)) });
    transform.environmentId = "";
    return output(pipeline);
  };
}
