import { LARGEST } from '../inspect/inspect-blob.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import type { ContentSummary, No } from '../model/summaries.ts';
import type { Warning } from '../model/warnings.ts';

/** What was found inside files. */
export interface Inside<Key> {
  readonly findings: ReadonlyMap<Key, readonly Finding[]>;
  /** Files that were looked into. */
  readonly inspected: number;
  readonly warnings: readonly Warning[];
}

/** Collects what is found, file by file; those with several contents (a conflict) tell each thing once. */
export class Collection<Key> implements Inside<Key> {
  readonly findings = new Map<Key, Finding[]>();
  inspected = 0;
  readonly #skipped = new Map<string, BytePath[]>();

  add(key: Key, found: readonly Finding[]): void {
    const known = this.findings.get(key) ?? [];
    const isNew = ({ code, message }: Finding): boolean =>
      !known.some((each) => each.code === code && each.message === message);
    this.findings.set(key, [...known, ...found.filter(isNew)]);
    this.inspected += 1;
  }

  skip(path: BytePath, reason: string): void {
    const paths = this.#skipped.get(reason);
    if (paths === undefined) this.#skipped.set(reason, [path]);
    else paths.push(path);
  }

  get warnings(): Warning[] {
    return [...this.#skipped].map(([reason, [first = '' as BytePath, ...more]]) => {
      const others = more.length === 0 ? '' : ` and ${more.length} more`;
      return { code: 'not-inspected', message: `not looked into: ${toText(first)}${others} (${reason})` };
    });
  }
}

export const TOO_LARGE = `larger than ${LARGEST / 2 ** 20} MiB`;
export const ABSENT = 'its content is not here';

/** What looking into files came to, for the summary; nothing where none was looked into. */
export function countInside(looks: readonly (Inside<unknown> | null)[]): ContentSummary | No<ContentSummary> {
  const done = looks.filter((each) => each !== null);
  if (done.length === 0) return {};
  const all = done.flatMap(({ findings }) => [...findings.values()].flat());
  const secrets = all.filter(({ code }) => code === 'secret').length;
  return {
    inspected: done.reduce((sum, { inspected }) => sum + inspected, 0),
    secrets,
    leaks: all.length - secrets,
  };
}
