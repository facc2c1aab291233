import { groupSessions } from "../flink/groupSessions";
import type { KafkaConnector } from "../flink/kafka/kafkaConnector";
import type { InputRecord, OutputRecord } from "../flink/kafka/records";
import { beam, KVCoder, register, StrUtf8Coder, withCoder } from "../sdk";
import { SessionWindows } from "../sessionWindows";
import { wholeWindows } from "../wholeWindows";

/** Counts each word of the topic `lines` until it has not been said for ten seconds; writes `word count` to `counts`. */
export function countWords(kafka: KafkaConnector) {
  return async (root: beam.Root): Promise<void> => {
    const lines = await root.applyAsync(beam.withName("readLines", kafka.read("lines")));
    const counts = lines
      .flatMap(beam.withName("words", words))
      .apply(withCoder(new KVCoder(new StrUtf8Coder(), new StrUtf8Coder())))
      .apply(beam.windowInto(new SessionWindows(10_000, 0), wholeWindows(0)))
      .apply(groupSessions<string>())
      .map(beam.withName("asRecord", asRecord));
    await counts.applyAsync(beam.withName("writeCounts", kafka.write("counts")));
  };
}

export function words({ value }: InputRecord): beam.KV<string, string>[] {
  const text = Buffer.from(value ?? []).toString();
  return text.split(/\W+/).flatMap((key) => (key === "" ? [] : [{ key, value: key }]));
}

export function asRecord({ key, value }: beam.KV<string, Iterable<string>>): OutputRecord {
  return { key: Buffer.from(key), value: Buffer.from(`${key} ${[...value].length}`) };
}

register("example/countWords", { words, asRecord });
