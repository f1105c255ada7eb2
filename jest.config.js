const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/helpers/typescript-transform.js' },
};

/** Unit tests are pure; integration tests run the built program; hook tests make real commits. */
export const tier = (name, seconds) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  setupFilesAfterEnv: ['<rootDir>/test/helpers/setup.ts'],
  globals: { TEST_SECONDS: seconds },
});

export default {
  maxWorkers: '100%', // git, not jest, does most of the work
  projects: [tier('unit', 10), tier('integration', 60), tier('hook', 120)],
};
