import { tier } from './jest.config.js';

/** Every change of the disk fails once, for every command; needs a C compiler and Linux's LD_PRELOAD. */
export default {
  maxWorkers: '100%',
  projects: [tier('faults', 1200)],
};
