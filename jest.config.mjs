const shared = {
  // Node loads the tests, not Jest: packages once for all files of a worker, our own modules anew for each.
  runtime: '<rootDir>/tools/jest/native-runtime.mjs',
  testEnvironment: '<rootDir>/tools/jest/native-environment.mjs',
  injectGlobals: false,
  modulePathIgnorePatterns: ['/dist/', '/.gatewayops/', '/\\.next/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

export default {
  // Real engines on a busy machine: what hangs is still told, what is merely slow is not a failure.
  testTimeout: 90_000,
  // A worker keeps each file's modules until it ends; one that has grown so far is replaced between two files.
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,tools}/*/src/**/*.spec.ts'] },
    // One real stack serves every endpoint test; `global-setup` starts it on free ports with its own data.
    { ...shared, displayName: 'endpoint', testMatch: ['<rootDir>/apps/*/test/**/*.spec.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/tests/**/*.spec.ts'] },
  ],
};
