import { keeperS3 } from "../../../pipelines/keeper/keeperS3";
import { createFakeFlink } from "../../beam/flink/rest/fakeFlink";

const KEYS = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "geheim" };

test("without credentials that is said once, and nothing is opened", async () => {
  const said: string[] = [];
  const open = keeperS3(createFakeFlink([]).rest, {}, {}, (line) => said.push(line));
  expect([await open(), await open()]).toEqual([undefined, undefined]);
  expect(said).toEqual([expect.stringMatching(/^found no AWS_ACCESS_KEY_ID .* by Flink's memory only$/)]);
});

test.each([
  ["Flink's", { "s3.endpoint": "http://127.0.0.1:9", "s3.path.style.access": "true" }, {}, "127.0.0.1:9"],
  [
    "Hadoop's name for it",
    { "fs.s3a.endpoint": "http://127.0.0.1:9", "s3.path-style-access": "true" },
    {},
    "127.0.0.1:9",
  ],
  [
    "that of the options",
    { "s3.endpoint": "http://flinks:1" },
    { s3Endpoint: "http://127.0.0.1:9", s3PathStyle: true },
    "127.0.0.1:9",
  ],
])("the address is %s", async (_, flinks: Record<string, string>, settings, host) => {
  const s3 = await keeperS3(createFakeFlink([], undefined, flinks).rest, settings, KEYS, fail)();
  await expect(s3?.list({ bucket: "b", key: "" })).rejects.toThrow(`s3://b: ${host} does not answer`);
});

function fail(line: string): void {
  throw new Error(line);
}
