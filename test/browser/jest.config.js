const base = require("../../jest.config.js");

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
