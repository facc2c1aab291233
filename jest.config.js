/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  // These need servers, a browser or a cluster and have commands of their own.
  testPathIgnorePatterns: ["/node_modules/", "/test/live/", "/test/browser/", "/test/chart/", "/test/hostile/"],
  transform: {
    "\\.ts$": ["ts-jest", { transpilation: true }],
    // Jest's own module system takes no ES modules; Node's does.
    "/@marcbachmann/.*\\.js$": ["ts-jest", { transpilation: true, tsconfig: { allowJs: true, module: "commonjs" } }],
  },
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/)"],
  // fast-deep-equal's main entry is a CommonJS function without `default`, which apache-beam expects.
  moduleNameMapper: { "^fast-deep-equal$": "fast-deep-equal/es6" },
};
