import { readdirSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { join } from "node:path";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { filesOf } from "../../stack/files";
import { SECURE_USER } from "../../stack/secureListener";
import { startGeneratorProcess } from "./support/generatorProcess";
import { cancelJob, command, until } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { startViewerProcess } from "./support/viewerProcess";

let stack: Stack;
const stopping: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  stack = createTestStack(["--kafka-tls-sasl"]);
  await stack.up();
});
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});
afterAll(() => removeTestStack(stack));

type Mechanism = "plain" | "scram-sha-512";

const brokerFlags = () => ["--brokers", `127.0.0.1:${stack.settings.ports.kafkaSecure}`, "--tls"];
const caFlags = () => ["--tls-ca-file", filesOf(stack.settings).secure.certificate];
const loginFlags = (saslMechanism: Mechanism, passwordFile = filesOf(stack.settings).secure.password) => [
  ...["--sasl-mechanism", saslMechanism, "--sasl-username", SECURE_USER, "--sasl-password-file", passwordFile],
];
const secureFlags = (mechanism: Mechanism) => [...brokerFlags(), ...caFlags(), ...loginFlags(mechanism)];

function wrongPasswordFlags(mechanism: Mechanism): string[] {
  const file = join(stack.settings.stateDir, "wrong-password");
  writeFileSync(file, "wrong\n");
  return [...brokerFlags(), ...caFlags(), ...loginFlags(mechanism, file)];
}

function generate(...flags: string[]) {
  const generator = startGeneratorProcess(flags);
  stopping.push(() => generator.stop("SIGKILL"));
  return generator;
}

/** The lines of a JSON log at warning or above, and what a program says beside it. */
function complaints(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => line !== "" && !line.includes('"level":30'))
    .map((line) => (line.startsWith("{") ? (JSON.parse(line) as { msg: string }).msg : line));
}

test.each(["scram-sha-512", "plain"] as const)(
  "payments go in and alerts come out by TLS and %s",
  async (mechanism) => {
    const group = `secure-${mechanism}`;
    const submitted = await command("pipelines/submit.ts", [
      ...addressFlags(stack.settings).slice(2),
      ...secureFlags(mechanism),
      ...["--group", group, "--job-name", group, "--gap", "5s"],
    ]);
    const [id] = submitted.split("\n");
    stopping.push(() => cancelJob(stack.settings, id));
    const viewer = await startViewerProcess([...secureFlags(mechanism), "--group", group, "--from-beginning"]);
    stopping.push(() => viewer.stop("SIGKILL"));
    const planted = ["--schemes", "50%", "--kinds", "single-large", "--account-prefix", `${mechanism}-`];
    const generator = generate(...secureFlags(mechanism), "--rate", "20/s", "--count", "60", ...planted);
    expect(await generator.ended()).toBe(0);
    await viewer.ready();
    await until(async () => viewer.printed().includes(`origin=${mechanism}-`), "an alert to be printed");
  },
);

describe.each(["scram-sha-512", "plain"] as const)("a wrong password for %s ends", (mechanism) => {
  test("the generator, with one line", async () => {
    const generator = generate(...wrongPasswordFlags(mechanism));
    expect(await generator.ended()).toBe(1);
    expect(complaints(generator.logged())).toEqual([expect.stringMatching(/^error: Kafka: .*authentication failed/i)]);
  });

  test("the viewer, with one line", async () => {
    const viewer = await startViewerProcess(wrongPasswordFlags(mechanism));
    expect(await viewer.ended()).toBe(1);
    expect(complaints(viewer.logged())).toEqual([
      expect.stringMatching(/^error: Kafka refuses: .*authentication failed/i),
    ]);
  });

  test("submit, with one line", async () => {
    const flags = [...addressFlags(stack.settings).slice(2), ...wrongPasswordFlags(mechanism)];
    const failure = await command("pipelines/submit.ts", flags).catch((error: { stderr: string }) => error.stderr);
    expect(failure).toMatch(/^error: --brokers: cannot use .*authentication failed.*\n$/i);
  });
});

describe("a certificate that nobody trusts", () => {
  const line = /^Kafka's certificate at .* is not trusted: self.signed certificate; --tls-ca-file/;

  test("keeps generator and viewer waiting, one line says why, and they still end when asked to", async () => {
    const flags = [...brokerFlags(), ...loginFlags("plain")];
    const generator = generate(...flags);
    const viewer = await startViewerProcess(flags);
    await generator.says("--tls-ca-file");
    await until(async () => viewer.logged().includes("--tls-ca-file"), "the viewer to say why");
    expect(complaints(viewer.logged())).toEqual([expect.stringMatching(line)]);
    expect((await viewer.get("/readyz")).status).toBe(503);
    generator.stop();
    expect(await generator.ended()).toBe(0);
    expect(await viewer.stop()).toBe(0);
  });

  test("ends submit, with one line", async () => {
    const flags = [...addressFlags(stack.settings).slice(2), ...brokerFlags(), ...loginFlags("plain")];
    const failure = await command("pipelines/submit.ts", flags).catch((error: { stderr: string }) => error.stderr);
    expect(failure).toMatch(/^error: --brokers: cannot use .*self.signed certificate.*\n$/);
  });
});

describe("a page of another site that is open in a browser here", () => {
  const own = () => `127.0.0.1:${stack.settings.ports.flink}`;
  const jars = async () => (await askFlink("GET", "/jars", {})).body;

  test("may not read from Flink", async () => {
    const { status, headers } = await askFlink("GET", "/overview", { origin: "http://evil.example" });
    expect([status, headers["access-control-allow-origin"]]).toEqual([403, undefined]);
    const answer = await askFlink("GET", "/overview", {});
    expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([200, `http://${own()}`]);
  });

  test("may not send it a jar, which leaves nothing behind; Flink's own page may", async () => {
    const before = await jars();
    expect((await askFlink("POST", "/jars/upload", { origin: "http://evil.example" }, "evil")).status).toBe(403);
    expect((await askFlink("POST", "/jobs", { origin: "null" }, "evil")).status).toBe(403);
    expect(await jars()).toBe(before);
    const left = readdirSync(filesOf(stack.settings).uploads, { recursive: true });
    expect(left.filter((file) => String(file).includes("evil.jar"))).toEqual([]);
    expect((await askFlink("POST", "/jars/upload", { origin: `http://${own()}` }, "own")).status).toBe(200);
    expect(await jars()).toContain("own.jar");
  });

  test("may not give this machine a name of its own", async () => {
    const { status, body } = await askFlink("GET", "/jobs", { host: `evil.example:${stack.settings.ports.flink}` });
    expect([status, body]).toEqual([403, expect.stringContaining("Host: found evil.example:")]);
  });

  test("may not make it load anything", async () => {
    expect((await askFlink("GET", "/jobs/overview", { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await askFlink("GET", "/", { "sec-fetch-site": "cross-site" })).status).toBe(200);
  });
});

/** A request with headers as a browser would set them, and a jar of that name if one is given. */
function askFlink(method: string, path: string, headers: Record<string, string>, jar?: string) {
  const type = jar === undefined ? {} : { "content-type": "multipart/form-data; boundary=b" };
  const part = `Content-Disposition: form-data; name="jarfile"; filename="${jar}.jar"\r\nContent-Type: application/java-archive`;
  return new Promise<{ status?: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port: stack.settings.ports.flink,
      method,
      path,
      headers: { ...type, ...headers },
    };
    const sent = request(options, async (answer) => {
      let body = "";
      for await (const chunk of answer) body += chunk;
      resolve({ status: answer.statusCode, headers: answer.headers, body });
    });
    sent.on("error", reject);
    sent.end(jar === undefined ? undefined : `--b\r\n${part}\r\n\r\nno code\r\n--b--\r\n`);
  });
}
