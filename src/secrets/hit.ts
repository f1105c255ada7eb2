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

/**
 * Whether a pattern is anywhere in the pseudo-source of a whole file.
 *
 * @param isPlain - whether what it finds stands in the bytes of the file as it is, so that they can be asked first
 */
export type Mentions = (pattern: RegExp, isPlain?: boolean) => boolean;
