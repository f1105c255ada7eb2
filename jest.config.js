import { existsSync, readFileSync } from 'node:fs';

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/helpers/typescript-transform.js' },
};

/**
 * Unit tests are pure; integration tests run the built program; hook tests make real commits; fuzz tests
 * try thousands of random inputs.
 */
export const tier = (name, seconds) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  setupFilesAfterEnv: ['<rootDir>/test/helpers/setup.ts'],
  globals: { TEST_SECONDS: seconds, PYC_GUARD_VERSION: 'source', PYC_GUARD_BUGS: 'https://bugs.example/' },
});

const packageFile = new URL('dist/package.json', import.meta.url);
const isPlain = existsSync(packageFile) && JSON.parse(readFileSync(packageFile, 'utf8')).type === 'module';

/** The build that is shipped starts in ways that the plain one (scripts/build.mjs --plain) does not. */
const shipped = isPlain ? [] : [tier('shipped', 60)];

export default {
  maxWorkers: '100%', // git, not jest, does most of the work
  projects: [tier('unit', 10), tier('integration', 60), tier('hook', 120), tier('fuzz', 60), ...shipped],
};
