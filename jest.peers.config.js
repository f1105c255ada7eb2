import { tier } from './jest.config.js';

/** Tests beside other programs, which must be on the machine; `npm test` does without them. */
export default {
  projects: [tier('peers', 300)],
};
