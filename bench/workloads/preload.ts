import { createTopicsOf } from "../../test/live/support/topics";
import type { Workload } from "./workload";

/** A topic that holds a whole workload. */
export interface Preloaded {
  topic: string;
  /** Gives its room back. */
  remove(): Promise<void>;
}

/** Writes a workload into a new topic of its own. */
export async function preload(broker: string, workload: Workload, partitions: number): Promise<Preloaded> {
  const topics = createTopicsOf(broker);
  const topic = `transactions-${workload.name}-${Date.now()}`;
  await topics.createAll([topic], partitions);
  await topics.send(topic, workload.records());
  return { topic, remove: () => topics.remove([topic]) };
}
