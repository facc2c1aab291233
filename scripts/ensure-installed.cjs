// Installs the locked dependencies when they are missing or older than package-lock.json, so that the first command
// after a clone works. Runs before anything is installed: Node built-ins only.
const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** What npm installed, as `path@version` lines; npm keeps this record inside node_modules. */
function packagesIn(lockFile) {
  const file = join(root, lockFile);
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function isUpToDate() {
  const wanted = packagesIn("package-lock.json");
  const installed = packagesIn("node_modules/.package-lock.json");
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  );
}

if (!isUpToDate()) {
  console.error("Installing the dependencies of package-lock.json (first run only) ...");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (npm.status !== 0) {
    console.error(`npm ci failed (${npm.error?.message ?? `exit code ${npm.status}`}); run it by hand to see why.`);
    process.exit(1);
  }
}
