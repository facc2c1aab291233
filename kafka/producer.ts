/** A record as it goes to Kafka. */
export interface OutgoingRecord {
  /** Decides the partition: records of a key stay in the order in which they were sent. */
  key: string;
  value: string | Uint8Array;
  /** The record's own time, epoch ms. */
  timestampMs: number;
}

/** Sends records. What services see of Kafka's producer side; the rest of kafka/ is one way to do it. */
export interface RecordProducer {
  /** Resolves once the brokers are reached; tries for as long as it takes. Rejects on what no waiting mends. */
  connect(): Promise<void>;
  /**
   * Resolves once all in-sync replicas have every record exactly once, in this order within each key. A dead broker is
   * waited for. Rejects with a `UserError` on what no waiting mends. One send at a time.
   */
  send(topic: string, records: OutgoingRecord[]): Promise<void>;
  /** Why records cannot be sent at the moment, or undefined. */
  notReady(): string | undefined;
  close(): Promise<void>;
}
