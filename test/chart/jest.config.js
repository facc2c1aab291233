const unit = require("../../jest.config.js");
const { QUICK_JAVA } = require("../quickJava.js");

process.env.JAVA_TOOL_OPTIONS ??= QUICK_JAVA;

/**
 * The chart: rendered and checked with helm and the Kubernetes schemas; with CHART_TESTS=full also on a real one-node
 * cluster, which all files share, with real brokers. Nothing is skipped: what is missing is installed, or the suite fails.
 * @type {import("jest").Config}
 */
module.exports = {
  ...unit,
  rootDir: "../..",
  roots: ["<rootDir>/test/chart"],
  testPathIgnorePatterns: process.env.CHART_TESTS === "full" ? [] : ["/test/chart/cluster/"],
  globalSetup: "<rootDir>/test/chart/support/prepare.ts",
  globalTeardown: "<rootDir>/test/chart/support/clear.ts",
  // What a cluster is asked for has its own limits; this is for what hangs in spite of them.
  testTimeout: process.env.CHART_TESTS === "full" ? 1_500_000 : 60_000,
  // One works while another waits for pods.
  maxWorkers: process.env.CHART_TESTS === "full" ? 2 : 1,
};
