/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Of two cores, Jest would use one.
  maxWorkers: "100%",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  // These need servers, a browser or a cluster and have commands of their own.
  testPathIgnorePatterns: ["/node_modules/", "/test/live/", "/test/browser/", "/test/chart/", "/test/hostile/"],
  transform: {
    "\\.ts$": ["ts-jest", { transpilation: true }],
    // Jest's own module system takes no ES modules; Node's and browsers' do.
    "/(@marcbachmann|linkedom|viewer/page)/.*\\.js$": [
      "ts-jest",
      { transpilation: true, tsconfig: { allowJs: true, module: "commonjs" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/|linkedom/)"],
  // fast-deep-equal's main entry is a CommonJS function without `default`, which apache-beam expects.
  moduleNameMapper: {
    "^fast-deep-equal$": "fast-deep-equal/es6",
    // As one file each, which is no ES module.
    "^@observablehq/plot$": "<rootDir>/node_modules/@observablehq/plot/dist/plot.umd.min.js",
    "^linkedom$": "<rootDir>/node_modules/linkedom/worker.js",
    "^d3@[^/]+/dist/d3.min.js$": "<rootDir>/node_modules/d3/dist/d3.min.js",
  },
};
