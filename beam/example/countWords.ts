import { groupWindows } from "../flink/groupWindows";
import type { KafkaConnector } from "../flink/kafka/kafkaConnector";
import type { InputRecord, OutputRecord } from "../flink/kafka/records";
import { BytesCoder, beam, KVCoder, register, StrUtf8Coder, withCoder } from "../sdk";
import { SessionWindows } from "../sessionWindows";
import { wholeWindows } from "../wholeWindows";

/** Counts each word of the topic `lines` until it has not been said for ten seconds; writes `word count` to `counts`. */
export function countWords(kafka: KafkaConnector) {
  return async (root: beam.Root): Promise<void> => {
    const lines = await root.applyAsync(beam.withName("readLines", kafka.read("lines")));
    const counts = lines
      .flatMap(beam.withName("words", words))
      .apply(withCoder(new KVCoder(new StrUtf8Coder(), new BytesCoder())))
      .apply(beam.windowInto(new SessionWindows(10_000, 0), wholeWindows(0)))
      .apply(groupWindows<Uint8Array>())
      .groups.map(beam.withName("asRecord", asRecord));
    await counts.applyAsync(beam.withName("writeCounts", kafka.write("counts")));
  };
}

// Values are grouped as bytes: what is counted is how many there are.
const ONCE = new Uint8Array(0);

export function words({ value }: InputRecord): beam.KV<string, Uint8Array>[] {
  const text = Buffer.from(value ?? []).toString();
  return text.split(/\W+/).flatMap((key) => (key === "" ? [] : [{ key, value: ONCE }]));
}

export function asRecord({ key, value }: beam.KV<string, Iterable<Uint8Array>>): OutputRecord {
  return { key: Buffer.from(key), value: Buffer.from(`${key} ${[...value].length}`) };
}

register("example/countWords", { words, asRecord });
