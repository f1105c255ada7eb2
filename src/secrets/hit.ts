/** Where a rule found something in a text. */
export interface Hit {
  readonly rule: string;
  /** `likely`: the value has the form of a known kind of key; `possible`: its name and its randomness say so. */
  readonly certainty: 'likely' | 'possible';
  readonly start: number;
  readonly end: number;
}

/** The most findings per file, since each fingerprint takes time. A file that reaches this number may have more. */
export const MOST_SECRETS = 200;
