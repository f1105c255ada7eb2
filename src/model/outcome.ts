import type { Action } from './actions.ts';
import type { Finding } from './findings.ts';
import type { InspectedFile } from './inspected-file.ts';
import type { Warning } from './warnings.ts';

export type Area = 'hook' | 'ignore' | 'index' | 'surroundings';

/** Something `doctor` looked at and found right. */
export interface Passed {
  readonly area: Area;
  readonly message: string;
}

/** What a command found, what it wants done, and the counts. Commands read and decide; they never write. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly actions: readonly Action[];
  readonly summary: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
  /** Looks at what was carried out; what it tells takes the place of the rest. */
  readonly proof?: () => Promise<Outcome>;
  /** Only from `doctor`. */
  readonly passed?: readonly Passed[];
  /** What `rules` is asked for. */
  readonly rule?: ServerRule;
  /** Only from `inspect`. */
  readonly files?: readonly InspectedFile[];
}

/** The rule in the language of a server. */
export interface ServerRule {
  readonly server: string;
  /** Method and path of the request that sets it. */
  readonly request: string;
  /** A command that sends it. */
  readonly apply: string;
  /** The request's body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** An outcome with nothing in it but what is given. */
export const outcome = (parts: Partial<Outcome>): Outcome => ({
  findings: [],
  actions: [],
  summary: {},
  warnings: [],
  ...parts,
});
