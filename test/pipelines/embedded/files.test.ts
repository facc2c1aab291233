import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { checkDifferentFiles } from "../../../pipelines/embedded/differentFiles";
import { openJsonLines } from "../../../pipelines/embedded/outputs";
import { progressOn, progressText } from "../../../pipelines/embedded/progress";
import { type Line, type LongLine, readLines } from "../../../pipelines/embedded/readLines";

const folder = mkdtempSync(join(tmpdir(), "files-"));
afterAll(() => rmSync(folder, { recursive: true }));

function linesOf(content: string | Uint8Array): Line[] {
  const path = join(folder, "lines.txt");
  writeFileSync(path, content);
  const descriptor = openSync(path, "r");
  const lines = [...readLines(descriptor, path)];
  closeSync(descriptor);
  return lines;
}

describe("reading lines", () => {
  test.each<[string, string, string[]]>([
    ["nothing", "", []],
    ["a byte order mark only", "\ufeff", []],
    ["no line end at the end", "a\nb", ["a", "b"]],
    ["line feeds", "a\nb\n", ["a", "b"]],
    ["CR LF", "a\r\nb\r\n", ["a", "b"]],
    ["empty lines", "\n\na\n\n", ["", "", "a", ""]],
    ["a byte order mark at the start, and one that is not", "\ufeffa\n\ufeffb\n", ["a", "\ufeffb"]],
    ["a carriage return inside", "a\rb\nc", ["a\rb", "c"]],
    ["other scripts and NUL", "Zoë\n银行 🏦\n\0\n", ["Zoë", "银行 🏦", "\0"]],
  ])("%s", (_, content, lines) => {
    expect(linesOf(content)).toEqual(lines);
  });

  test("a line that is not UTF-8 comes as bytes, the others as text", () => {
    const content = Buffer.concat([Buffer.from("é\r\n"), Buffer.from([0xff, 0x0d, 0x0a]), Buffer.from("b\r\n\r\n")]);
    expect(linesOf(content).map((line) => (line instanceof Uint8Array ? [...line] : line))).toEqual([
      "é",
      [0xff],
      "b",
      "",
    ]);
  });

  test("lines longer than what is read at once come whole", () => {
    const long = "é".repeat(450_000);
    expect(linesOf(`a\n${long}\nb`)).toEqual(["a", long, "b"]);
  });

  test.each([true, false])(
    "of a line longer than any that is accepted comes the beginning, with its length (%j)",
    (ends) => {
      const [before, long, ...after] = linesOf(`a\n${"é".repeat(2_000_000)}${ends ? "\nb\nc" : ""}`);
      const { value, wholeBytes } = long as LongLine;
      expect([before, ...after]).toEqual(ends ? ["a", "b", "c"] : ["a"]);
      expect(wholeBytes).toBe(4_000_000);
      expect(value).toHaveLength(1_000_000);
      expect(Buffer.from(value).toString().slice(0, 3)).toBe("ééé");
    },
  );

  test("a directory cannot be read", () => {
    const descriptor = openSync(folder, "r");
    expect(() => [...readLines(descriptor, "there")]).toThrow(/^--input: cannot read "there": EISDIR/);
    closeSync(descriptor);
  });
});

test("JSON lines are all in the file once it is closed", () => {
  const path = join(folder, "out.jsonl");
  const output = openJsonLines("--output", path);
  for (let i = 0; i < 10_000; i++) output.write({ i });
  output.close();
  expect(
    readFileSync(path, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line).i),
  ).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
});

test("an output that cannot be opened is named", () => {
  expect(() => openJsonLines("--dead-letters", join(folder, "no/x"))).toThrow(
    /^--dead-letters: cannot write ".*no\/x": ENOENT/,
  );
});

describe("an output may not be", () => {
  const input = join(folder, "input.txt");
  writeFileSync(input, "precious");
  symlinkSync(input, join(folder, "link"));

  test.each<[string, Record<string, string>]>([
    ["the input", { "--input": input, "--output": input }],
    ["the input by another name", { "--input": input, "--output": join(folder, "link") }],
    ["the other output, even one that is still to be made", { "--output": "new", "--dead-letters": "./new" }],
  ])("%s", (_, paths) => {
    expect(() => checkDifferentFiles(paths)).toThrow(/expected a file of its own$/);
  });

  test("anything else is fine", () => {
    const paths = { "--input": "-", "--output": "-", "--dead-letters": undefined };
    expect(() => checkDifferentFiles(paths)).not.toThrow();
    expect(() => checkDifferentFiles({ "--output": "/dev/null", "--dead-letters": "/dev/null" })).not.toThrow();
    expect(() => checkDifferentFiles({ "--input": join(input, "below"), "--output": "new" })).not.toThrow();
  });
});

describe("progress", () => {
  const shown = (isTTY: boolean) => {
    const written: string[] = [];
    let ms = 0;
    const progress = progressOn({ isTTY, write: (text) => written.push(text) }, () => ms);
    ms = 20_000;
    progress.tell?.({ linesRead: 3_000_000, share: 0.25 });
    progress.clear();
    return written;
  };

  test("is for terminals, tells the rate and the time left, and goes away", () => {
    expect(shown(true)).toEqual([
      "\r3,000,000 lines read, 25 %, 150,000 lines a second, 1 min 0 s left\u001b[K",
      "\r\u001b[K",
    ]);
    expect(shown(false)).toEqual([]);
  });

  test("of what has no size has no end to tell", () => {
    expect(progressText({ linesRead: 10 }, 5)).toBe("10 lines read, 2 lines a second");
  });
});
