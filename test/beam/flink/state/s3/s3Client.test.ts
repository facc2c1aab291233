import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { bucketUrl, s3Address } from "../../../../../beam/flink/state/s3/s3Address";
import { createS3Client } from "../../../../../beam/flink/state/s3/s3Client";

const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "geheim" };

let server: Server | undefined;
afterEach(() => server?.close());

/** A client of a server that answers as `answer` does. */
async function clientOf(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  server = createServer(answer);
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createS3Client({ endpoint, region: "eu-west-1", pathStyle: true }, KEYS);
}

describe("an address", () => {
  test.each([
    ["s3://bucket/a/b", "bucket", "a/b"],
    ["s3a://bucket/a/", "bucket", "a"],
    ["s3p://bucket", "bucket", ""],
  ])("%s", (url, bucket, key) => expect(s3Address(url)).toEqual({ bucket, key }));

  test.each(["file:///s3/a", "/s3", "s3n://b/a", "gs://b/a", "s3://"])("%s is none", (url) => {
    expect(s3Address(url)).toBeUndefined();
  });
});

describe("a bucket is asked for", () => {
  const region = "eu-west-1";
  test.each([
    ["at Amazon's, by its name", "b", { region, pathStyle: false }, "https://b.s3.eu-west-1.amazonaws.com"],
    [
      "in the path where its name has dots",
      "b.c",
      { region, pathStyle: false },
      "https://s3.eu-west-1.amazonaws.com/b.c",
    ],
    ["in the path", "b", { endpoint: "http://minio:9000/", region, pathStyle: true }, "http://minio:9000/b"],
    ["below a path", "b", { endpoint: "http://gate/s3/", region, pathStyle: true }, "http://gate/s3/b"],
    ["by TLS where nothing is said", "b", { endpoint: "minio:9000", region, pathStyle: true }, "https://minio:9000/b"],
    ["by its name", "b", { endpoint: "http://minio:9000", region, pathStyle: false }, "http://b.minio:9000"],
  ])("%s", (_, bucket, place, url) => expect(bucketUrl(bucket, place)).toBe(url));
});

test("a list goes on to its end, signed, and reads names as they are", async () => {
  const seen: string[] = [];
  const s3 = await clientOf(({ url, headers }, response) => {
    seen.push(`${url}`);
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/s3\/aws4_request/,
    );
    const isFirst = !url?.includes("continuation-token");
    response.end(
      isFirst
        ? `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Prefix>p/</Prefix>
           <Contents><Key>p/a&amp;b &lt;1&#62;</Key><LastModified>2026-01-05T00:00:01.000Z</LastModified><Size>1</Size></Contents>
           <NextContinuationToken>t+/=</NextContinuationToken></ListBucketResult>`
        : `<ListBucketResult><Prefix>p/</Prefix><CommonPrefixes><Prefix>p/c/</Prefix></CommonPrefixes>
           <CommonPrefixes><Prefix>p/d/</Prefix></CommonPrefixes></ListBucketResult>`,
    );
  });
  expect(await s3.list({ bucket: "b", key: "p/" }, "/")).toEqual({
    entries: [{ key: "p/a&b <1>", savedAtMs: Date.parse("2026-01-05T00:00:01Z") }],
    folders: ["p/c/", "p/d/"],
  });
  expect(seen).toEqual([
    "/b/?list-type=2&prefix=p%2F&delimiter=%2F",
    "/b/?list-type=2&prefix=p%2F&delimiter=%2F&continuation-token=t%2B%2F%3D",
  ]);
});

const refuse = (status: number, code: string) => (_: IncomingMessage, response: ServerResponse) => {
  response.statusCode = status;
  response.end(
    `<Error><Code>${code}</Code><Message>no &amp; never</Message><StringToSign>geheim</StringToSign></Error>`,
  );
};

test("an object that is not there is none; a bucket that is not there is an error", async () => {
  const noKey = await clientOf(refuse(404, "NoSuchKey"));
  expect(await noKey.read({ bucket: "b", key: "k" })).toBeUndefined();
  server?.close();
  const noBucket = await clientOf(refuse(404, "NoSuchBucket"));
  await expect(noBucket.read({ bucket: "b", key: "k" })).rejects.toThrow("s3://b/k: NoSuchBucket: no & never");
});

test("a refusal says what S3 says, and nothing of what was signed", async () => {
  const s3 = await clientOf(refuse(403, "AccessDenied"));
  const failure = s3.list({ bucket: "b", key: "p/" }, "/");
  await expect(failure).rejects.toMatchObject({ message: "s3://b/p/: AccessDenied: no & never", isExpected: true });
});

test("a server that is not there is named", async () => {
  const s3 = createS3Client({ endpoint: "http://127.0.0.1:9", region: "r", pathStyle: true }, KEYS);
  await expect(s3.list({ bucket: "b", key: "" })).rejects.toThrow(/^s3:\/\/b: 127\.0\.0\.1:9 does not answer: /);
});
