import type { Outcome } from './types.ts';

/** An outcome with nothing in it but what is given. */
export const outcome = (parts: Partial<Outcome>): Outcome => ({
  findings: [],
  actions: [],
  summary: {},
  warnings: [],
  ...parts,
});
