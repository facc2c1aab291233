/**
 * The chart: rendered and checked with helm and the Kubernetes schemas; and, where kubebox is fully installed or
 * CHART_TESTS=full asks for it, on a real one-node cluster with a real broker.
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "../..",
  testEnvironment: "node",
  roots: ["<rootDir>/test/chart"],
  testMatch: ["**/*.test.ts"],
  transform: { "\\.ts$": ["ts-jest", { transpilation: true }] },
  moduleNameMapper: { "^fast-deep-equal$": "fast-deep-equal/es6" },
  globalSetup: "<rootDir>/test/chart/support/prepare.ts",
  testTimeout: 60_000,
  maxWorkers: 1,
};
