/** Where a rule found something in a text. */
export interface Hit {
  readonly rule: string;
  /** `likely`: the value has the form of a known kind of key; `possible`: its name and its randomness say so. */
  readonly certainty: 'likely' | 'possible';
  readonly start: number;
  readonly end: number;
}

/** Of one file; a fingerprint takes time, and nobody reads more. Where there are so many, there may be more. */
export const MOST_SECRETS = 200;
