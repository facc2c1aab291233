import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createS3Credentials } from "../../../../../beam/flink/state/s3/s3Credentials";

const folder = mkdtempSync(join(tmpdir(), "s3-credentials-"));
const token = join(folder, "token");
writeFileSync(token, "the-token\n");
let server: Server | undefined;
afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true }));

/** A server that gives out what `answer` says; the requests it had. */
async function giver(answer: (count: number) => string, status = 200) {
  const requests: { method?: string; body: string; authorization?: string }[] = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      requests.push({ method: request.method, body, authorization: request.headers.authorization });
      response.statusCode = status;
      response.end(answer(requests.length));
    });
  });
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const roleAnswer = (id: string, expiration: string) =>
  `<AssumeRoleWithWebIdentityResponse><Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
   <SessionToken>t</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleWithWebIdentityResponse>`;

test("keys of the environment come first", async () => {
  const environment = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret", AWS_ROLE_ARN: "r" };
  expect(await createS3Credentials(environment)("r")).toEqual({ accessKeyId: "id", secretAccessKey: "secret" });
});

test("nothing there, nothing found", async () => {
  expect(await createS3Credentials({})("r")).toBeUndefined();
  expect(await createS3Credentials({ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" })("r")).toBeUndefined();
});

test("half a pair of keys is told by name, and not by content", async () => {
  const half = createS3Credentials({ AWS_SECRET_ACCESS_KEY: "geheim" })("r");
  await expect(half).rejects.toThrow(
    /^AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: found one of the two, expected both or none$/,
  );
});

test("a service account's token is changed for a role's credentials, which are kept until they end", async () => {
  let nowMs = Date.parse("2026-01-05T00:00:00Z");
  const { requests, url } = await giver((count) => roleAnswer(`id${count}`, "2026-01-05T01:00:00Z"));
  const environment = { AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ROLE_ARN: "arn:r", AWS_ENDPOINT_URL_STS: url };
  const credentials = createS3Credentials(environment, () => nowMs);
  const first = await credentials("r");
  expect(first).toMatchObject({ accessKeyId: "id1", secretAccessKey: "s", sessionToken: "t" });
  expect(requests[0]).toMatchObject({ method: "POST", body: expect.stringContaining("WebIdentityToken=the-token") });
  nowMs += 50 * 60_000;
  expect(await credentials("r")).toBe(first);
  nowMs += 6 * 60_000;
  expect(await credentials("r")).toMatchObject({ accessKeyId: "id2" });
});

test("an agent on the node gives a container its credentials", async () => {
  const answer = { AccessKeyId: "id", SecretAccessKey: "s", Token: "t", Expiration: "2026-01-05T01:00:00Z" };
  const { requests, url } = await giver(() => JSON.stringify(answer));
  const environment = { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token };
  expect(await createS3Credentials(environment)("r")).toMatchObject({ accessKeyId: "id", sessionToken: "t" });
  expect(requests[0].authorization).toBe("the-token");
});

test("who gives none is named, with his reason", async () => {
  const { url } = await giver(() => "<Error><Message>not authorized</Message></Error>", 403);
  const environment = { AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ROLE_ARN: "arn:r", AWS_ENDPOINT_URL_STS: url };
  await expect(createS3Credentials(environment)("r")).rejects.toThrow(
    /^AWS_ROLE_ARN: .* gives no credentials: not authorized$/,
  );
  const gone = createS3Credentials({ ...environment, AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "none") })("r");
  await expect(gone).rejects.toThrow(/^AWS_WEB_IDENTITY_TOKEN_FILE: cannot read /);
});
