import { tier } from './jest.config.js';

/** Tests beside other programs, which `npm run test:peers` fetches; `npm test` does without them. */
export default {
  projects: [tier('peers', 300)],
};
