const swc = [
  "@swc/jest",
  { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
];

const base = {
  testEnvironment: "node",
  transform: { "^.+\\.[cm]?ts$": swc },
  moduleFileExtensions: ["ts", "js", "cjs", "json"],
  setupFiles: ["<rootDir>/__tests__/setup.ts"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.rootstock"],
};

/** Unit tests need no network, no Terraform and no Python; the end-to-end tests run real Terraform against the emulator. */
module.exports = {
  // Some tests start processes of their own; a busy machine must not fail them. Jest ignores it in a project.
  testTimeout: 60_000,
  testSequencer: "<rootDir>/__tests__/e2e/longest-first.js",
  projects: [
    {
      ...base,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/__tests__/e2e/", "/__tests__/emulator/", "/__tests__/properties/"],
    },
    { ...base, displayName: "properties", testMatch: ["<rootDir>/__tests__/properties/**/*.test.ts"] },
    { ...base, displayName: "emulator", testMatch: ["<rootDir>/__tests__/emulator/**/*.test.ts"] },
    {
      ...base,
      displayName: "e2e",
      testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"],
      setupFiles: [...base.setupFiles, "<rootDir>/__tests__/e2e/setup.ts"],
    },
  ],
};
