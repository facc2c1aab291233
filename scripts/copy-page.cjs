// What needs no compiling: the build only takes it along, to dist/ or the folder that is named. The viewer's page is plain browser code.
const { cpSync } = require("node:fs");
const { basename, join } = require("node:path");

const root = join(__dirname, "..");
const dist = process.argv[2] ?? join(root, "dist");
cpSync(join(root, "viewer/page"), join(dist, "viewer/page"), {
  recursive: true,
  filter: (path) => basename(path) !== "tsconfig.json",
});

for (const file of ["rules/default.yaml", "rules/schema.json", "pipelines/backtest/report/report.css"]) {
  cpSync(join(root, file), join(dist, file));
}
