import { type BytePath, toText } from '../model/byte-path.ts';
import type { Warning } from '../model/warnings.ts';

/** Why a file was not, or not fully, inspected. */
export interface Problem {
  readonly code:
    | 'not-inspected'
    | 'unknown-format'
    | 'read-in-part'
    | 'too-large'
    | 'rule-failed'
    | 'cannot-read';
  readonly reason: string;
}

const WHAT: Readonly<Record<Problem['code'], string>> = {
  'not-inspected': 'not looked into',
  'unknown-format': 'only searched for text',
  'read-in-part': 'only read in part, so there may be more in it than is reported',
  'too-large': 'only read in part, so there may be more in it than is reported',
  'rule-failed': 'not searched for all kinds of secrets',
  'cannot-read': 'not looked into',
};

/** Collects the problems of many files; those that have the same one share a warning. */
export class Problems {
  readonly #paths = new Map<string, { readonly problem: Problem; readonly paths: Set<BytePath> }>();

  note(path: BytePath, problem: Problem): void {
    const key = `${problem.code} ${problem.reason}`;
    const known = this.#paths.get(key);
    if (known === undefined) this.#paths.set(key, { problem, paths: new Set([path]) });
    else known.paths.add(path);
  }

  get warnings(): Warning[] {
    return [...this.#paths.values()].map(({ problem: { code, reason }, paths }) => {
      const [first = '' as BytePath, ...more] = paths;
      const others = more.length === 0 ? '' : ` and ${more.length} more`;
      return { code, message: `${WHAT[code]}: ${toText(first)}${others} (${reason})` };
    });
  }
}
