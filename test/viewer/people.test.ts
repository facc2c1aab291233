import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followPeople, readPeople } from "../../viewer/people/peopleFile";
import { proxyUser } from "../../viewer/people/proxyUser";

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "people-")), "people.yaml");
  writeFileSync(file, text);
  return file;
}

const ANA = "- { name: ana, role: reviewer, token: token-of-ana-0123456 }\n";

test("a file names people with role and token", () => {
  expect(readPeople(fileOf(`${ANA}- { name: vic, role: viewer }\n`))).toEqual([
    { name: "ana", role: "reviewer", token: "token-of-ana-0123456" },
    { name: "vic", role: "viewer" },
  ]);
});

test.each([
  ["", "the file: expected a list of people"],
  ["people: 1", "the file: expected a list of people"],
  ["- name: ana\n- name: [", "line 2: expected YAML"],
  ["- ana", "0: expected name, role and token"],
  ["- { name: ana, role: admin }", "0.role: expected viewer or reviewer"],
  ["- { name: ana, role: viewer, token: short-secret }", "0.token: expected a token of at least 16 characters"],
  ["- { name: ana, role: viewer, secret: token-of-ana-0123456 }", "0: expected name, role and token"],
  [`${ANA}${ANA}`, 'found "ana" twice, expected once'],
  [`${ANA}- { name: ben, role: viewer, token: token-of-ana-0123456 }`, `"ben" has somebody else's token`],
])("a file that is wrong is told in a line, without a secret: %j", (text, problem) => {
  const file = fileOf(text);
  let message = "";
  try {
    readPeople(file);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain(`--people-file: ${file}: ${problem}`);
  expect(message).not.toMatch(/token-of|short-secret/);
});

test("a file that is not there is told", () => {
  expect(() => readPeople("/nowhere/people.yaml")).toThrow(
    "--people-file: /nowhere/people.yaml: cannot be read (ENOENT)",
  );
});

test("a file that changes is read again; one that is wrong then leaves things as they were", () => {
  const file = fileOf(ANA);
  const said: string[] = [];
  let nowMs = 0;
  const log = { info: () => {}, error: (text: string) => said.push(text) };
  const people = followPeople(file, log as never, () => nowMs);
  const names = () => {
    nowMs += 2_000;
    return people().map(({ name }) => name);
  };
  expect(names()).toEqual(["ana"]);
  writeFileSync(file, `${ANA}- { name: ben, role: viewer }\n`);
  expect(names()).toEqual(["ana", "ben"]);
  writeFileSync(file, "- { name: eve, role: admin }\n");
  expect([names(), names()]).toEqual([
    ["ana", "ben"],
    ["ana", "ben"],
  ]);
  expect(said).toEqual([expect.stringMatching(/0\.role: expected viewer or reviewer; those of before still count$/)]);
});

test.each([
  [{ userHeader: "x-user" }, "--user-header: expected --trusted-proxy, too"],
  [{ trustedProxy: "10.0.0.1" }, "--trusted-proxy: expected --user-header, too"],
  [
    { userHeader: "x-user", trustedProxy: "proxy.example" },
    '--trusted-proxy: found "proxy.example", expected an address',
  ],
  [{ userHeader: "x-user", trustedProxy: "10.0.0.0/33" }, '--trusted-proxy: found "10.0.0.0/33"'],
  [{ userHeader: "x-user", trustedProxy: "10.0.0.0/8/8" }, '--trusted-proxy: found "10.0.0.0/8/8"'],
  [{ userHeader: "x-user", trustedProxy: "10.0.0.0/" }, '--trusted-proxy: found "10.0.0.0/"'],
])("a proxy that is not told whole is refused: %j", (given, problem) => {
  expect(() => proxyUser({ userRole: "viewer", ...given }, () => [])).toThrow(problem);
});
