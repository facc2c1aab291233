const unit = require("../../jest.config.js");

/** Suites that start real servers on this machine; two at a time: they wait more than they compute. */
module.exports = {
  ...unit,
  rootDir: "../..",
  roots: ["<rootDir>/test/live"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 600_000,
  maxWorkers: 2,
};
