import { quote } from '../bytecode/findings/quote-name.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';

/** The fields of a secret that are reported; its value never is. */
export interface SecretFacts {
  readonly rule: string;
  readonly certainty: 'likely' | 'possible';
  /** Its first characters, at most a quarter of it. */
  readonly masked: string;
  readonly length: number;
  readonly fingerprint: string;
  readonly name: string | undefined;
  readonly qualname: string;
  readonly line: number | undefined;
  readonly isProse: boolean;
}

export interface SecretFinding extends Finding {
  readonly rule: string;
  readonly masked: string;
  readonly fingerprint: string;
}

/**
 * A secret in a cache file.
 *
 * @param isOthers - whether it is in third-party code or tests, where most secrets are made up
 */
export function secretFinding(path: BytePath, secret: SecretFacts, isOthers: boolean): SecretFinding {
  const { rule, certainty, masked, length, fingerprint, name, qualname, line } = secret;
  const where = [
    name === undefined ? '' : `in ${quote(name)}`,
    qualname === '' || qualname === '<module>' ? '' : `of ${quote(qualname)}`,
    line === undefined ? '' : `(line ${line} of the source)`,
  ];
  const what = certainty === 'likely' ? 'holds a secret' : 'may hold a secret';
  const text = [
    `${what} (${rule}): ${quote(masked)}, ${length} characters, fingerprint ${fingerprint}`,
    ...where,
  ];
  return {
    code: 'secret',
    severity: isOthers || secret.isProse ? 'warning' : 'error',
    path,
    message: text.filter(Boolean).join(' '),
    rule,
    masked,
    fingerprint,
  };
}
