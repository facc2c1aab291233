// How ts-node gets JavaScript: from TypeScript, once a file. It is kept in node_modules/.cache, so that only the first
// start of a program has to compile; each process and each thread would compile all anew.
const { createHash, randomUUID } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const ts = require("typescript");

const folder = join(__dirname, "../node_modules/.cache/typescript");

exports.create = ({ service }) => {
  const { configFilePath, moduleResolution, ...options } = service.config.options;
  const compilerOptions = { ...options, module: ts.ModuleKind.CommonJS };
  const settings = JSON.stringify([ts.version, compilerOptions]);

  return {
    transpile(input, { fileName }) {
      // The text ends with the name of its source map.
      const key = createHash("sha256")
        .update(`${settings}\0${basename(fileName)}\0${input}`)
        .digest("hex");
      const file = join(folder, `${key}.json`);
      const known = read(file);
      if (known !== undefined) return known;
      const compiled = ts.transpileModule(input, { fileName, compilerOptions, reportDiagnostics: true });
      if (compiled.diagnostics.length === 0) write(file, compiled);
      return compiled;
    },
  };
};

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whole or not at all: others may write the same file. Where nothing can be written, each start compiles. */
function write(file, { outputText, sourceMapText }) {
  try {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${randomUUID()}`;
    writeFileSync(unfinished, JSON.stringify({ outputText, sourceMapText }));
    renameSync(unfinished, file);
  } catch {}
}
