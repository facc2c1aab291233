import { schemaIdNow, schemaNow } from "../../registry/askNow";
import { registryInThread } from "./registryInThread";

// Two threads have to start.
jest.setTimeout(30_000);

const SCHEMA: [number, unknown] = [200, { schema: '"string"' }];
const UNKNOWN: [number, unknown] = [404, { error_code: 40_403 }];

async function ask(answers: [number, unknown][], unknownMs?: number) {
  const { url, stop } = await registryInThread(...answers);
  const said: string[] = [];
  try {
    const schema = schemaNow({ url }, 7, { unknownMs, warn: (line) => void said.push(line.replace(url, "URL")) });
    return { schema, said };
  } finally {
    await stop();
  }
}

test("a schema is there at once, and nothing is said", async () => {
  expect(await ask([SCHEMA])).toEqual({ schema: { type: "AVRO", text: '"string"', references: [] }, said: [] });
});

test("a registry that is away, broken, or wants another password is waited for, and this is said", async () => {
  const { schema, said } = await ask([[0, {}], [503, {}], [401, {}], [403, {}], SCHEMA]);
  expect(schema).toBeDefined();
  expect(said).toEqual([
    expect.stringMatching(/^waiting for schema 7 of URL for \d s: socket hang up$/),
    expect.stringMatching(/^schema 7 came from URL after \d s$/),
  ]);
});

test("an id that is not known yet is waited for: a copy of a registry may be behind", async () => {
  const { schema, said } = await ask([UNKNOWN, UNKNOWN, UNKNOWN, SCHEMA]);
  expect(schema).toBeDefined();
  expect(said[0]).toMatch(/^waiting for schema 7 of URL for \d s: it knows no schema of this id$/);
});

test("an id that stays unknown is given up where a limit was set; a registry that is away does not count", async () => {
  expect(await ask([[503, {}], UNKNOWN], 150)).toMatchObject({ schema: undefined });
  expect(await ask([UNKNOWN, [503, {}], UNKNOWN, SCHEMA], 250)).toMatchObject({ schema: { text: '"string"' } });
});

test("a schema's id is waited for while the registry is away, or takes it for one that does not fit", async () => {
  const { url, stop } = await registryInThread(
    [503, {}],
    [409, { message: "incompatible with an earlier schema" }],
    [200, { id: 12 }],
  );
  const said: string[] = [];
  const warn = (line: string) => void said.push(line.replace(url, "URL"));
  try {
    expect(schemaIdNow({ url }, { subject: "fraud-value", schema: "string" }, warn)).toBe(12);
  } finally {
    await stop();
  }
  expect(said).toEqual([
    expect.stringMatching(/^waiting for the id of fraud-value's schema of URL for \d s: it answered 503$/),
    expect.stringMatching(/^the id of fraud-value's schema came from URL after \d s$/),
  ]);
});
