import { registerSchema } from "../../registry/registerSchema";
import { ask } from "../../registry/request";
import { schemaById, UnknownSchema } from "../../registry/schemaById";
import { makeCertificate } from "./certificate";
import { json, startFakeRegistry, UNKNOWN } from "./fakeRegistry";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(...args: Parameters<typeof startFakeRegistry>) {
  const fake = await startFakeRegistry(...args);
  closing.push(fake.close);
  return fake;
}

test("a schema comes with its kind, Avro where the registry says none", async () => {
  const fake = await start(json({ schema: '"string"' }));
  expect(await schemaById(fake, 7)).toEqual({ type: "AVRO", text: '"string"', references: [] });
  fake.answer = json({ schema: "message P {}", schemaType: "PROTOBUF" });
  expect(await schemaById(fake, 8)).toMatchObject({ type: "PROTOBUF" });
  expect(fake.asked).toEqual(["GET /schemas/ids/7", "GET /schemas/ids/8"]);
});

test("the schemas that it refers to come along, each once and behind what it needs itself", async () => {
  const reference = (subject: string) => ({ name: subject, subject, version: 3 });
  const answers: Record<string, unknown> = {
    "/schemas/ids/1": { schema: "top", references: [reference("a/b"), reference("c")] },
    "/subjects/a%2Fb/versions/3": { schema: "ab", references: [reference("c")] },
    "/subjects/c/versions/3": { schema: "c" },
  };
  const fake = await start((request, response) => json(answers[request.url ?? ""])(request, response));
  expect(await schemaById(fake, 1)).toMatchObject({ text: "top", references: ["c", "ab"] });
  expect(fake.asked).toHaveLength(3);
});

test("an unknown id is another thing than a server that is no registry", async () => {
  const fake = await start(UNKNOWN);
  await expect(schemaById(fake, 1)).rejects.toThrow(UnknownSchema);
  fake.answer = (_, response) => void response.writeHead(404).end("<html>");
  await expect(schemaById(fake, 1)).rejects.not.toThrow(UnknownSchema);
  await expect(schemaById(fake, 1)).rejects.toThrow("it answered 404");
});

test.each([
  [json({}, 401), "it answered 401: it asks for another user name or password"],
  [json({}, 403), "it answered 403: this user may not do that there"],
  [json({ message: "down for lunch" }, 503), "it answered 503: down for lunch"],
  [json({ id: 1 }), "it answered something that is no schema"],
])("what else it may answer is told in a sentence (%#)", async (answer, sentence) => {
  await expect(schemaById(await start(answer), 1)).rejects.toThrow(sentence);
});

test("nobody is waited for longer than a while, nor listened to for more than there can be", async () => {
  const fake = await start(() => {});
  await expect(ask(fake, "/", undefined, 100)).rejects.toThrow("no answer within 0.1 s");
  fake.answer = (_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  };
  await expect(ask(fake, "/", undefined, 200)).rejects.toThrow("no answer within 0.2 s");
  fake.answer = (_, response) => void response.end(Buffer.alloc(5_000_000, 32));
  await expect(ask(fake, "/")).rejects.toThrow("it answered more than 4000000 bytes");
});

test("a user logs in by name and password, and a certificate is trusted where it is told", async () => {
  const { key, cert } = makeCertificate();
  const login = "payments:pass:word";
  const fake = await start(
    (request, response) =>
      json(
        { schema: '"int"' },
        request.headers.authorization === `Basic ${Buffer.from(login).toString("base64")}` ? 200 : 401,
      )(request, response),
    { key, cert },
  );
  const { url } = fake;
  expect(await schemaById({ url, login, ca: cert }, 1)).toMatchObject({ text: '"int"' });
  await expect(schemaById({ url, login: "payments:wrong", ca: cert }, 1)).rejects.toThrow("401");
  await expect(schemaById({ url, login }, 1)).rejects.toThrow("self-signed certificate");
});

test("a schema is registered under its subject", async () => {
  const fake = await start(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    json(body === '{"schema":"{\\"type\\":\\"int\\"}"}' ? { id: 5 } : {})(request, response);
  });
  expect(await registerSchema(fake, "a b-value", { type: "int" })).toBe(5);
  expect(fake.asked).toEqual(["POST /subjects/a%20b-value/versions"]);
  fake.answer = json({ error_code: 409, message: "incompatible" }, 409);
  await expect(registerSchema(fake, "a", {})).rejects.toThrow("it answered 409: incompatible");
});
