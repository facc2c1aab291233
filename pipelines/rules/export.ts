import type { StoredRecord } from "../../kafka/logTopic";
import { formatTimestamp } from "../../payment/timestamp";
import type { Command } from "./command";

export const exportRecords: Command = {
  words: [],
  describe: "all records as JSON lines, for `npm start -- --rules-history FILE`",
  async run({ topic }) {
    return (await topic().read()).records.map(lineOf).join("\n");
  },
};

/** A line that is judged as the record is: what is no map, or would read as another one, becomes a JSON text, which is put aside. */
export function lineOf({ text, appendedMs }: StoredRecord): string {
  const record = mapOf(text);
  return record === undefined || Object.hasOwn(record, "appended")
    ? JSON.stringify(text)
    : JSON.stringify({ appended: formatTimestamp(appendedMs), ...record });
}

function mapOf(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
