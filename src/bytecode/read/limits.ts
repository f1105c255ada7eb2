/** How much of one file is read. Bytecode is untrusted: every limit is checked before memory is allocated. */
export interface Limits {
  /** Bytes; of a larger file only the two ends are searched for text. */
  readonly bytes: number;
  /** Containers inside one another; CPython's own bound (`MAX_MARSHAL_STACK_DEPTH`). */
  readonly depth: number;
  /** Objects. The largest file of the standard libraries holds 43,000; a million took too much memory. */
  readonly objects: number;
  /** For one file, by the clock of the budget. */
  readonly milliseconds: number;
}

export const DEFAULT_LIMITS: Limits = {
  bytes: 16 * 1024 * 1024,
  depth: 2000,
  objects: 300_000,
  milliseconds: 2000,
};

/** Limits and the clock they are measured by, in milliseconds. Without a clock there is no time limit. */
export interface Budget extends Limits {
  readonly now: () => number;
}

export const budgetOf = (limits: Partial<Limits> = {}, now: () => number = () => 0): Budget => ({
  ...DEFAULT_LIMITS,
  ...limits,
  now,
});
