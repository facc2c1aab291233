/**
 * The chart: rendered and checked with helm and the Kubernetes schemas; with CHART_TESTS=full also on a real one-node
 * cluster with a real broker. Nothing is skipped: what is missing is installed, or the suite fails.
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "../..",
  testEnvironment: "node",
  roots: ["<rootDir>/test/chart"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: process.env.CHART_TESTS === "full" ? [] : ["/test/chart/cluster/"],
  transform: { "\\.ts$": ["ts-jest", { transpilation: true }] },
  moduleNameMapper: { "^fast-deep-equal$": "fast-deep-equal/es6" },
  globalSetup: "<rootDir>/test/chart/support/prepare.ts",
  testTimeout: 60_000,
  maxWorkers: 1,
};
