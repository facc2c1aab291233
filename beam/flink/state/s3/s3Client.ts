import { AwsClient } from "aws4fetch";
import { ExpectedError } from "../../../expectedError";
import { bucketUrl, type S3Address, type S3Place } from "./s3Address";
import type { S3Credentials } from "./s3Credentials";
import { textsOf } from "./xml";

const TIMEOUT_MS = 30_000;
const RETRIES = 3;

/** An object of a bucket. */
export interface S3Entry {
  key: string;
  savedAtMs: number;
}

/** Lists and reads; both reject with an `ExpectedError` that says what S3 said. */
export interface S3Client {
  /** What begins with the address's key; with a delimiter, what lies deeper by its folders, which end with it. */
  list(address: S3Address, delimiter?: string): Promise<{ entries: S3Entry[]; folders: string[] }>;
  /** Undefined where there is no such object. */
  read(address: S3Address): Promise<{ savedAtMs: number; bytes: Buffer } | undefined>;
}

/** Whatever speaks S3 at `place`. */
export function createS3Client(place: S3Place, credentials: S3Credentials): S3Client {
  const aws = new AwsClient({ ...credentials, service: "s3", region: place.region, retries: RETRIES });

  async function get(bucket: string, path: string): Promise<Response> {
    const url = `${bucketUrl(bucket, place)}${path}`;
    return await aws
      .fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
      .catch((error: Error & { cause?: Error }) => {
        throw new ExpectedError(
          `s3://${bucket}: ${new URL(url).host} does not answer: ${(error.cause ?? error).message}`,
        );
      });
  }

  return {
    async list({ bucket, key: prefix }, delimiter = "") {
      const entries: S3Entry[] = [];
      const folders: string[] = [];
      let token: string | undefined;
      do {
        const query = { "list-type": "2", prefix, delimiter, "continuation-token": token };
        const given = Object.entries(query).filter(([, value]) => value) as [string, string][];
        const response = await get(bucket, `/?${new URLSearchParams(given)}`);
        const xml = await response.text();
        if (!response.ok) throw refusal({ bucket, key: prefix }, response.status, xml);
        for (const entry of textsOf(xml, "Contents")) {
          entries.push({ key: textsOf(entry, "Key")[0], savedAtMs: Date.parse(textsOf(entry, "LastModified")[0]) });
        }
        for (const folder of textsOf(xml, "CommonPrefixes")) folders.push(textsOf(folder, "Prefix")[0]);
        [token] = textsOf(xml, "NextContinuationToken");
      } while (token !== undefined);
      return { entries, folders };
    },

    async read({ bucket, key }) {
      const response = await get(bucket, `/${key.split("/").map(encodeURIComponent).join("/")}`);
      if (response.ok) {
        const savedAtMs = Date.parse(response.headers.get("last-modified") ?? "");
        return { savedAtMs, bytes: Buffer.from(await response.arrayBuffer()) };
      }
      const xml = await response.text();
      if (response.status === 404 && !xml.includes("NoSuchBucket")) return undefined;
      throw refusal({ bucket, key }, response.status, xml);
    },
  };
}

/** Only these two of an answer: others repeat what was signed. */
function refusal({ bucket, key }: S3Address, status: number, xml: string): ExpectedError {
  const [code = `status ${status}`] = textsOf(xml, "Code");
  const [message = "S3 gives no reason"] = textsOf(xml, "Message");
  return new ExpectedError(`s3://${bucket}/${key}: ${code}: ${message}`);
}
