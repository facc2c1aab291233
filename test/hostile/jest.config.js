const unit = require("../../jest.config.js");

/** Attacks that take time or memory; bounds are measured, so one after the other. */
module.exports = {
  ...unit,
  rootDir: "../..",
  roots: ["<rootDir>/test/hostile"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 120_000,
  maxWorkers: 1,
};
