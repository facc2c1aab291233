import { randomUUID } from "node:crypto";
import { ModuleKind, ScriptTarget } from "typescript";

const { create } = require("../../scripts/cachedTranspiler.cjs");

const withTarget = (target: ScriptTarget) =>
  create({ service: { config: { options: { target, module: ModuleKind.Node20, sourceMap: true } } } });
const { transpile } = withTarget(ScriptTarget.ES2022);

test("a source that is known gives what it gave when it was compiled", () => {
  const source = `export const name: string = ${JSON.stringify(randomUUID())};`;
  const compiled = transpile(source, { fileName: "/somewhere/one.ts" });
  const { outputText, sourceMapText } = transpile(source, { fileName: "/elsewhere/one.ts" });
  expect({ outputText, sourceMapText }).toEqual({
    outputText: compiled.outputText,
    sourceMapText: compiled.sourceMapText,
  });
  expect(outputText).toContain("exports.name = ");
});

test("other options or another name of the file are compiled anew", () => {
  const source = `export const at = (list?: string[]) => list?.[${Date.now()}];`;
  expect(transpile(source, { fileName: "one.ts" }).outputText).toContain("list?.[");
  expect(withTarget(ScriptTarget.ES2019).transpile(source, { fileName: "one.ts" }).outputText).not.toContain("list?.[");
  expect(transpile(source, { fileName: "two.ts" }).outputText).toMatch(/sourceMappingURL=two\.js\.map$/);
});

test("what is no TypeScript is told each time", () => {
  const source = `const ${Date.now()}`;
  for (let time = 0; time < 2; time++) {
    expect(transpile(source, { fileName: "one.ts" }).diagnostics.length).toBeGreaterThan(0);
  }
});
