import type { S3Client } from "../../../../../beam/flink/state/s3/s3Client";

/** A bucket's objects by key, each with its content and when it was saved; `asked` counts what was read. */
export function createFakeS3(objects: Record<string, { savedAtMs: number; content?: string }>) {
  const asked: string[] = [];
  const client: S3Client = {
    async list({ key: prefix }, delimiter) {
      const keys = Object.keys(objects).filter((key) => key.startsWith(prefix));
      const rest = (key: string) => key.slice(prefix.length);
      const isDeeper = (key: string) => delimiter !== undefined && rest(key).includes(delimiter);
      const folderOf = (key: string) => `${prefix}${rest(key).split(delimiter as string)[0]}${delimiter}`;
      return {
        entries: keys.filter((key) => !isDeeper(key)).map((key) => ({ key, savedAtMs: objects[key].savedAtMs })),
        folders: [...new Set(keys.filter(isDeeper).map(folderOf))],
      };
    },
    async read({ key }) {
      asked.push(key);
      const found = objects[key];
      return found && { savedAtMs: found.savedAtMs, bytes: Buffer.from(found.content ?? "") };
    },
  };
  return { client, asked };
}
