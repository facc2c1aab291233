const unit = require("../../jest.config.js");

/** Suites that start real servers on this machine; one after the other, since each needs the machine for itself. */
module.exports = {
  ...unit,
  rootDir: "../..",
  roots: ["<rootDir>/test/live"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 600_000,
  maxWorkers: 1,
};
