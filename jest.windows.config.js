import { tier } from './jest.config.js';

/** Runs in all that Windows can give: what is made of POSIX shells, signals and names of bytes stays out. */
export const CHOSEN = {
  integration: [
    'allow',
    'clean',
    'clean-workers',
    'doctor',
    'errors',
    'fix',
    'history',
    'ignore-global',
    'install',
    'main-job',
    'open-elsewhere',
    'unicode-names',
    'untrack',
  ],
  hook: ['pre-push', 'situations'],
};

/** Programs start slowly on Windows, and under Wine more so. */
const SECONDS = 300;

const chosen = (name) => ({
  ...tier(name, SECONDS),
  testMatch: CHOSEN[name].map((test) => `<rootDir>/test/${name}/${test}.test.ts`),
});

/** What is run on Windows: in CI, and by `npm run test:windows` under Wine. */
export default {
  projects: [tier('unit', SECONDS), chosen('integration'), chosen('hook')],
};
