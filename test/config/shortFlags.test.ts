import { readConfig } from "../../config/readConfig";
import { path } from "../../config/values";

const program = {
  usage: "npm run it --",
  description: "",
  environmentPrefix: "T",
  options: { output: { schema: path(), value: "FILE", describe: "the file", short: "o" } },
};
const read = (...argv: string[]) => readConfig(program, { argv, environment: {} });

test("an option may have one letter", () => {
  expect(read("-o", "a.jar")).toEqual({ values: { output: "a.jar" }, words: [], given: new Set(["output"]) });
  expect(read("--output", "a.jar")).toEqual({ values: { output: "a.jar" }, words: [], given: new Set(["output"]) });
});

test("the help shows the letter", () => {
  expect(read("--help")).toEqual({ help: expect.stringContaining("  -o, --output FILE") });
});

test("another letter is an unknown option", () => {
  expect(() => read("-x", "-o", "a.jar")).toThrow("-x: no such option");
});
