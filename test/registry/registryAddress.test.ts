import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../config/readConfig";
import { registryOptions } from "../../registry/options";
import { registryAddress } from "../../registry/registryAddress";

const folder = mkdtempSync(join(tmpdir(), "registry-"));
const file = join(folder, "secret");
beforeAll(() => writeFileSync(file, "pass:word\n"));
afterAll(() => rmSync(folder, { recursive: true }));

function address(...argv: string[]) {
  const program = { usage: "", description: "", environmentPrefix: "T", options: registryOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("no help was asked for");
  return registryAddress(config.values);
}

const LOGIN = ["--schema-registry-username", "payments", "--schema-registry-password-file", file];

test("a registry is named by its URL; what its files hold goes along", () => {
  expect(address()).toBeUndefined();
  expect(address("--schema-registry", "http://r:8082/api/")).toEqual({ url: "http://r:8082/api" });
  expect(address("--schema-registry", "https://r", ...LOGIN, "--schema-registry-ca-file", file)).toEqual({
    url: "https://r",
    login: "payments:pass:word",
    ca: "pass:word",
  });
});

test.each([
  [["--schema-registry", "registry:8082"], '--schema-registry: found "registry:8082", expected http://… or https://…'],
  [["--schema-registry", "https://u:p@r"], "without a password in it"],
  [LOGIN, "--schema-registry-username: needs --schema-registry"],
  [["--schema-registry", "https://r", ...LOGIN.slice(0, 2)], "found one of the two, expected both"],
  [["--schema-registry", "http://r", ...LOGIN], "found http with a password, which shows it to the whole network"],
  [["--schema-registry", "http://r", "--schema-registry-ca-file", file], "needs an https --schema-registry"],
  [
    ["--schema-registry", "https://r", "--schema-registry-ca-file", "/no"],
    '--schema-registry-ca-file: cannot read "/no"',
  ],
])("options that do not fit are told: %j", (argv, sentence) => {
  expect(() => address(...argv)).toThrow(sentence);
});
