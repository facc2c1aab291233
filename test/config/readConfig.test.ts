import { describe, expect, test } from "@jest/globals";
import type { Options } from "../../config/options";
import type { Program } from "../../config/program";
import { ConfigError, readConfig, type Source } from "../../config/readConfig";
import { duration, integer, path, text, toggle } from "../../config/values";

const options = {
  gap: { schema: duration({ min: "1ms" }), default: "10m", value: "DURATION", describe: "a pause" },
  maxItems: { schema: integer({ min: 1, max: 10 }), default: "5", value: "N", describe: "so many" },
  name: { schema: text(), value: "NAME", describe: "who", aliases: ["called"], environment: ["OLD_NAME"] },
  input: { schema: path(), optional: true, value: "FILE", describe: "from where" },
  quiet: { schema: toggle(), default: "false", describe: "say less" },
} as const satisfies Options;

function read(argv: string[], environment: Source["environment"] = {}, yaml?: string, words?: string[]) {
  const program: Program<typeof options> = {
    usage: "run",
    description: "Runs.",
    environmentPrefix: "APP",
    options,
    words,
  };
  const readFile = (name: string) => {
    if (yaml === undefined) throw new Error(`ENOENT: no such file, open '${name}'`);
    return yaml;
  };
  return readConfig(program, { argv, environment, readFile });
}

function values(...args: Parameters<typeof read>) {
  const config = read(...args);
  if ("help" in config) throw new Error("unexpected help");
  return config.values;
}

function problems(...args: Parameters<typeof read>): string[] {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("a value comes from", () => {
  const yaml = "gap: 3m\nname: file\n";
  test("the flag, before the environment, before the file, before the default", () => {
    const environment = { APP_GAP: "2m", APP_NAME: "environment", APP_CONFIG: "x.yaml" };
    expect(values(["--gap", "1m"], environment, yaml)).toEqual({
      gap: 60_000,
      maxItems: 5,
      name: "environment",
      quiet: false,
    });
    expect(values([], { ...environment, APP_GAP: undefined }, yaml).gap).toBe(180_000);
    expect(values(["--config=x.yaml"], { APP_GAP: "2m" }, yaml)).toMatchObject({ gap: 120_000, name: "file" });
    expect(values(["--name", "n"])).toMatchObject({ gap: 600_000 });
  });

  test("another name of the flag or an older variable", () => {
    expect(values(["--called", "n"]).name).toBe("n");
    expect(values([], { OLD_NAME: "old" }).name).toBe("old");
    expect(values([], { OLD_NAME: "old", APP_NAME: "new" }).name).toBe("new");
  });

  test("an environment variable only where that is not empty", () => {
    expect(values(["--name", "n"], { APP_GAP: "" }).gap).toBe(600_000);
  });

  test("the last of a flag that is given twice", () => {
    expect(values(["--name", "a", "--name=b"]).name).toBe("b");
  });

  test("a switch, turned on, off, or by the environment", () => {
    expect(values(["--name", "n", "--quiet"]).quiet).toBe(true);
    expect(values(["--name", "n", "--no-quiet"], { APP_QUIET: "true" }).quiet).toBe(false);
    expect(values(["--name", "n"], { APP_QUIET: "true" }).quiet).toBe(true);
  });

  test("a flag whose value is a dash, or looks like a number", () => {
    expect(values(["--name", "n", "--input", "-"]).input).toBe("-");
    expect(values([], { APP_CONFIG: "x" }, "name: 42\nmax-items: 7\n")).toMatchObject({ name: "42", maxItems: 7 });
  });
});

describe("one error tells of", () => {
  test("all problems at once", () => {
    const found = problems(["word", "--gap", "soon", "--gpa", "1m"], { APP_MAX_ITEMS: "11" });
    expect(found).toEqual([
      "--gpa: no such option; --help lists all (did you mean gap?)",
      expect.stringContaining('"word": not expected here'),
      '--gap: found "soon", expected a duration such as 500ms, 10s, 10m or 1h30m, at least 1ms',
      'APP_MAX_ITEMS: found "11", expected a whole number between 1 and 10',
      "--name is missing: who",
    ]);
  });

  test("an option without its value", () => {
    expect(problems(["--name"])).toContain("--name: found no value, expected NAME");
    expect(problems(["--name", "--quiet"])).toContain("--name: found no value, expected NAME");
    expect(problems(["--config"])).toContain("--config: found no value, expected FILE");
  });

  test("a switch that is turned off with a value, which would read as its opposite", () => {
    expect(problems(["--name", "n", "--no-quiet=true"])).toEqual([
      '--no-quiet: found "true", expected no value; --quiet=false says the same',
    ]);
    expect(values(["--name", "n", "--quiet=false"]).quiet).toBe(false);
  });

  test("a file that cannot be read, is no map, is no YAML, or has unknown names", () => {
    const config = ["--name", "n", "--config", "x.yaml"];
    expect(problems(config)).toEqual([expect.stringMatching(/^--config: cannot read "x.yaml": ENOENT/)]);
    expect(problems(config, {}, "- a\n")).toEqual(['--config: "x.yaml" must hold a map of option names to values']);
    expect(problems(config, {}, "a: [")).toEqual([expect.stringMatching(/^--config: cannot read "x.yaml": [^\n]+$/)]);
    expect(problems(config, {}, "gab: 1m\n")).toEqual(['gab in "x.yaml": no such option (did you mean gap?)']);
    expect(problems(config, {}, "gap:\n")).toEqual([
      expect.stringMatching(/^gap in the configuration file: found null/),
    ]);
    expect(problems(config, {}, "")).toEqual([]);
  });

  test("a word that is missing or too many", () => {
    expect(problems(["--name", "n"], {}, undefined, ["ID"])).toEqual([
      expect.stringMatching(/^ID is missing; usage: run ID/),
    ]);
    expect(problems(["--name", "n", "a"], {}, undefined, ["[ID]"])).toEqual([]);
  });
});

test("help tells of each option with its unit, default and environment name, and needs nothing else to be right", () => {
  const config = read(["--help", "--gap", "soon"]);
  const help = "help" in config ? config.help : "";
  expect(help).toMatch(/^Usage: run \[options\]\n\nRuns\.\n\n/);
  expect(help).toMatch(/ {2}--gap DURATION +a pause \(default 10m\) \[APP_GAP\]\n/);
  expect(help).toMatch(/ {2}--max-items N +so many \(default 5\) \[APP_MAX_ITEMS\]\n/);
  expect(help).toMatch(/ {2}--name NAME +who \(required\) \(also --called\) \[APP_NAME\]\n/);
  expect(help).toMatch(/ {2}--input FILE +from where \[APP_INPUT\]\n/);
  expect(help).toMatch(/ {2}--config FILE .* \[APP_CONFIG\]\n/);
});
