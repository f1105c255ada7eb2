import { createHash } from 'node:crypto';
import type { Finding } from '../model/findings.ts';

/**
 * A unique identifier for each finding of a report. It stays the same from run to run, also when other
 * findings come and go or a line moves.
 *
 * @returns 32 hex digits each, in the order of `findings`
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ code, path = '', file = '', pattern = '' }) => {
    const identity = [code, path, file, pattern].join('\0');
    const nth = seen.get(identity) ?? 0;
    seen.set(identity, nth + 1);
    return fingerprintOf(identity, `${nth}`);
  });
}

/** The same for anything else that a report tells. */
export const fingerprintOf = (identity: string, nth: string): string =>
  createHash('sha256').update(`${identity}\0${nth}`, 'latin1').digest('hex').slice(0, 32);
