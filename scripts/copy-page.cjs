// What needs no compiling: the build only takes it along. The viewer's page is plain browser code.
const { cpSync } = require("node:fs");
const { basename, join } = require("node:path");

const root = join(__dirname, "..");
cpSync(join(root, "viewer/page"), join(root, "dist/viewer/page"), {
  recursive: true,
  filter: (path) => basename(path) !== "tsconfig.json",
});

for (const file of ["default.yaml", "schema.json"]) cpSync(join(root, "rules", file), join(root, "dist/rules", file));

const style = "pipelines/backtest/report/report.css";
cpSync(join(root, style), join(root, "dist", style));
