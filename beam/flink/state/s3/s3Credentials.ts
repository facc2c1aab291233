import { readFile } from "node:fs/promises";
import { ExpectedError } from "../../../expectedError";
import { textsOf } from "./xml";

/** What requests are signed with. */
export interface S3Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** Those of a role end. */
  expiresAtMs?: number;
}

type Environment = Record<string, string | undefined>;

const TIMEOUT_MS = 10_000;
/** Renewed before they end, so that none ends on its way. */
const SPARE_MS = 300_000;

/**
 * Credentials from where Amazon's own programs, and so Flink's plugins, have them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a
 * service account's web identity, or the agent of a container. Those of a role are kept until they end. Resolves to undefined
 * where there are none; rejects with an `ExpectedError` that names the variable.
 */
export function createS3Credentials(environment: Environment, nowMs = Date.now) {
  let known: S3Credentials | undefined;
  return async (region: string): Promise<S3Credentials | undefined> => {
    if (known === undefined || (known.expiresAtMs ?? Number.POSITIVE_INFINITY) - SPARE_MS < nowMs()) {
      known =
        fromKeys(environment) ?? (await fromWebIdentity(environment, region)) ?? (await fromContainer(environment));
    }
    return known;
  };
}

function fromKeys(environment: Environment): S3Credentials | undefined {
  const accessKeyId = environment.AWS_ACCESS_KEY_ID;
  const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY;
  if (!accessKeyId && !secretAccessKey) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    throw new ExpectedError("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: found one of the two, expected both or none");
  }
  return { accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN || undefined };
}

/** A token of a Kubernetes service account for a role's credentials. */
async function fromWebIdentity(environment: Environment, region: string): Promise<S3Credentials | undefined> {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role } = environment;
  if (!file || !role) return undefined;
  const body = new URLSearchParams({
    ...{ Action: "AssumeRoleWithWebIdentity", Version: "2011-06-15", RoleArn: role },
    RoleSessionName: environment.AWS_ROLE_SESSION_NAME ?? "keeper",
    WebIdentityToken: await tokenOf("AWS_WEB_IDENTITY_TOKEN_FILE", file),
  });
  const url = environment.AWS_ENDPOINT_URL_STS ?? `https://sts.${region}.amazonaws.com`;
  const answer = await ask("AWS_ROLE_ARN", url, { method: "POST", body });
  const one = (name: string) => textsOf(answer, name)[0];
  return checked("AWS_ROLE_ARN", one("AccessKeyId"), one("SecretAccessKey"), one("SessionToken"), one("Expiration"));
}

/** Pods with an identity of EKS, and tasks of ECS, ask an agent on their node. */
async function fromContainer(environment: Environment): Promise<S3Credentials | undefined> {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file } = environment;
  if (!url) return undefined;
  const token = file
    ? await tokenOf("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file)
    : environment.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  const name = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  const answer = await ask(name, url, { headers: token ? { authorization: token } : {} });
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(answer) as Record<string, string | undefined>;
  return checked(name, AccessKeyId, SecretAccessKey, Token, Expiration);
}

async function tokenOf(name: string, file: string): Promise<string> {
  return (
    await readFile(file, "utf8").catch((error: Error) => {
      throw new ExpectedError(`${name}: cannot read ${JSON.stringify(file)}: ${error.message}`);
    })
  ).trim();
}

async function ask(name: string, url: string, request: RequestInit): Promise<string> {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: Error) => {
    throw new ExpectedError(`${name}: ${new URL(url).host} does not answer: ${error.message}`);
  });
  const text = await response.text();
  if (response.ok) return text;
  const [reason] = textsOf(text, "Message");
  throw new ExpectedError(
    `${name}: ${new URL(url).host} gives no credentials: ${reason ?? `status ${response.status}`}`,
  );
}

function checked(name: string, id?: string, secret?: string, token?: string, expiration?: string): S3Credentials {
  if (!id || !secret) throw new ExpectedError(`${name}: found an answer without credentials`);
  const expiresAtMs = expiration ? Date.parse(expiration) : undefined;
  return { accessKeyId: id, secretAccessKey: secret, sessionToken: token, expiresAtMs };
}
