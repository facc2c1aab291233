const base = require("../../jest.config.js");
const { QUICK_JAVA } = require("../quickJava.js");

process.env.JAVA_TOOL_OPTIONS ??= QUICK_JAVA;

/** Needs Debian's chromium; `setup.ts` installs it where it may. */
module.exports = {
  ...base,
  rootDir: "../..",
  roots: ["<rootDir>/test/browser"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/browser/setup.ts",
  testTimeout: 60_000,
  maxWorkers: 1,
};
