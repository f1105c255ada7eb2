import { tier } from './jest.config.js';

/** Tests beside other programs, which `npm run test:peers` fetches; `npm test` does without them. */
export default {
  maxWorkers: '100%', // the other programs do the work
  projects: [tier('peers', 300)],
};
