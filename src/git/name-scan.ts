import type { Buffer } from 'node:buffer';
import type { BytePath } from '../model/byte-path.ts';
import { CANDIDATE_IN_LIST } from '../model/cache-patterns.ts';
import { classify, isNamedPycache } from '../model/classify.ts';

export interface ScannedNames {
  /** How many there are; the stages of a conflict count once. */
  readonly count: number;
  /** Those that are cache files or strays by name, with the tag that git lists them with. */
  readonly suspects: readonly { readonly tag: string; readonly path: BytePath }[];
  /** Those named `__pycache__`: their mode decides. */
  readonly named: readonly { readonly tag: string; readonly path: BytePath }[];
}

/** A name with a conflict (tag M, or m if flagged as well). */
const CONFLICT = /(?:^|\0)M /i;
const TAG = 'H '.length;

/**
 * Counts the names in the output of `git ls-files -t -z` or `-v -z`, and picks out the few that matter. Each
 * chunk is searched as a whole first, and name by name only if the search matches: a loop over 200,000 names
 * has nearly ended when V8 compiles it, while a regular expression is fast from the start (15 ms, not 24).
 */
export function nameScan(): { read: (chunk: Buffer) => void; result: () => ScannedNames } {
  const suspects: { tag: string; path: BytePath }[] = [];
  const named: { tag: string; path: BytePath }[] = [];
  let count = 0;
  let last = '';
  /** The beginning of a name whose end has not arrived yet. */
  let rest = '';

  function read(chunk: Buffer): void {
    const text = rest + chunk.toString('latin1');
    const end = text.lastIndexOf('\0') + 1;
    rest = text.slice(end);
    if (end === 0) return;
    const whole = text.slice(0, end);
    const names = whole.slice(0, -1).split('\0');
    if (CANDIDATE_IN_LIST.test(whole) || CONFLICT.test(whole)) names.forEach(look);
    else count += names.length;
  }

  function look(name: string): void {
    if (name === last) return;
    last = name;
    count++;
    const path = name.slice(TAG) as BytePath;
    const entry = { tag: name.charAt(0), path };
    if (classify(path) !== 'none') suspects.push(entry);
    else if (isNamedPycache(path)) named.push(entry);
  }

  function result(): ScannedNames {
    if (rest !== '') throw new Error('a list of names ends in the middle of one');
    return { count, suspects, named };
  }

  return { read, result };
}
