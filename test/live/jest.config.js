const unit = require("../../jest.config.js");
const { QUICK_JAVA } = require("../quickJava.js");

process.env.JAVA_TOOL_OPTIONS ??= QUICK_JAVA;

/** Suites that start real servers on this machine; two at a time: they wait more than they compute. */
module.exports = {
  ...unit,
  rootDir: "../..",
  roots: ["<rootDir>/test/live"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/live/support/prepare.ts",
  testTimeout: 600_000,
  // A stack that is kept is one for all.
  maxWorkers: process.env.KEEP_STACK ? 1 : 2,
};
