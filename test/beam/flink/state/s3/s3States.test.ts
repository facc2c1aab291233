import { s3SavedStates } from "../../../../../beam/flink/state/s3/s3States";
import { createStateReaders } from "../../../../../beam/flink/state/stateReader";
import { stampText } from "../../../../../beam/flink/state/stateStamp";
import { createFakeS3 } from "./fakeS3";

const A = "a".repeat(32);
const B = "b".repeat(32);
const at = (savedAtMs: number, content?: string) => ({ savedAtMs, content });

describe("what jobs can be started from on S3", () => {
  test("complete checkpoints and savepoints, the newest first, and nothing else that lies there", async () => {
    const { client } = createFakeS3({
      [`flink/${A}/chk-9/_metadata`]: at(9),
      [`flink/${A}/chk-10/_metadata`]: at(10),
      [`flink/${A}/chk-10/0f1e`]: at(10),
      [`flink/${A}/chk-11/0f1e`]: at(11),
      [`flink/${A}/shared/_metadata`]: at(12),
      [`flink/${B}/chk-1/_metadata`]: at(8),
      "flink/savepoint-aaaaaa-0123/_metadata": at(9.5),
      "flink/savepoint-aaaaaa-0123/0f1e": at(9.5),
      "flink/backup/chk-1/_metadata": at(13),
      "flink/_metadata": at(14),
      [`other/${A}/chk-12/_metadata`]: at(15),
    });
    for (const folder of ["s3://bucket/flink", "s3://bucket/flink/"]) {
      expect(await s3SavedStates(client, folder)).toEqual([
        { url: `s3://bucket/flink/${A}/chk-10`, jobId: A, number: 10, savedAtMs: 10 },
        { url: "s3://bucket/flink/savepoint-aaaaaa-0123", savedAtMs: 9.5 },
        { url: `s3://bucket/flink/${A}/chk-9`, jobId: A, number: 9, savedAtMs: 9 },
        { url: `s3://bucket/flink/${B}/chk-1`, jobId: B, number: 1, savedAtMs: 8 },
      ]);
    }
  });

  test("a bucket may be the folder, and its address is spelled as it was given", async () => {
    const { client } = createFakeS3({ [`${A}/chk-1/_metadata`]: at(1) });
    expect(await s3SavedStates(client, "s3a://bucket")).toMatchObject([{ url: `s3a://bucket/${A}/chk-1` }]);
  });
});

describe("a state's stamp on S3", () => {
  const stamp = { job: "j", options: { key: "pair" } };
  const objects = { "s/_metadata": at(1, `\u0000${stampText(stamp)}`), "bare/_metadata": at(1, "nothing") };

  test("is read once, also in later looks; a state without one is known as such", async () => {
    const { client, asked } = createFakeS3(objects);
    const look = createStateReaders(async () => client);
    for (let round = 0; round < 3; round++) {
      expect(await look().stamp("s3://b/s")).toEqual(stamp);
      expect(await look().stamp("s3://b/bare")).toBeNull();
    }
    expect(asked).toEqual(["s/_metadata", "bare/_metadata"]);
  });

  test("one that is not there is looked for again", async () => {
    const { client, asked } = createFakeS3(objects);
    const look = createStateReaders(async () => client);
    expect(await look().stamp("s3://b/none")).toBeUndefined();
    expect(await look().stamp("s3://b/none")).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  test("S3 is opened once a look, and not at all for what lies elsewhere", async () => {
    let opened = 0;
    const look = createStateReaders(async () => {
      opened++;
      return createFakeS3(objects).client;
    });
    await look().saved("/nowhere");
    await look().stamp("hdfs://name/s");
    expect(await look().saved("gs://bucket/flink")).toEqual([]);
    expect(opened).toBe(0);
    const reader = look();
    await Promise.all([reader.saved("s3://b"), reader.stamp("s3://b/s"), reader.stamp("s3://b/bare")]);
    expect(opened).toBe(1);
  });

  test("without keys there is nothing to be seen", async () => {
    const reader = createStateReaders(async () => undefined)();
    expect(await reader.saved("s3://b")).toEqual([]);
    expect(await reader.stamp("s3://b/s")).toBeUndefined();
  });
});
