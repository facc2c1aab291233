import type { OutgoingRecord } from "../../kafka/producer";

/** Where lines go. */
export interface Output {
  /** Takes a line. A promise asks the caller to wait for it before the next one: that bounds memory. */
  write(line: OutgoingRecord): Promise<void> | undefined;
  /** Nothing more comes soon: what was taken may leave now. Does not wait. */
  nudge(): void;
  /** Resolves once all that was taken is delivered, rejects when it cannot be. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Lines that were delivered so far. */
  readonly delivered: number;
  /** Why lines cannot leave at the moment. */
  notReady(): string | undefined;
}
