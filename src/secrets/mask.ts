import { scryptSync } from 'node:crypto';

/** What may be said about a value: enough to recognize it, too little to use it. */
export interface MaskedValue {
  /** The first four characters, at most a quarter of it. */
  readonly masked: string;
  /** In characters. */
  readonly length: number;
  /** Equal values have equal ones. */
  readonly fingerprint: string;
}

const SHOWN = 4;

/** The text that is shown instead of a value. */
export const maskedForm = (value: string): string =>
  `${value.slice(0, Math.min(SHOWN, Math.floor(value.length / 4)))}…`;

export const mask = (value: string): MaskedValue => ({
  masked: maskedForm(value),
  length: value.length,
  fingerprint: fingerprint(value),
});

const known = new Map<string, string>();
const MOST_KNOWN = 1000;

/**
 * Eight hexadecimal digits that let a person see that two findings are the same value.
 *
 * It must be the same on every machine, so it can't contain a secret key, and anybody can test guesses of
 * weak passwords against it. So each guess costs a scrypt with 1 MiB (about 3 ms) instead of a plain hash,
 * and with only 32 bits many values match.
 */
function fingerprint(value: string): string {
  const before = known.get(value);
  if (before !== undefined) return before;
  const digest = scryptSync(value, 'pyc-guard secret fingerprint', 4, { N: 1024, r: 8, p: 1 }).toString(
    'hex',
  );
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(value, digest);
  return digest;
}
