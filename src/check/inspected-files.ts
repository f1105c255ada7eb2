import { maskFinding } from '../inspect/mask-finding.ts';
import { type Problem, Problems } from '../inspect/problems.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { GuardError } from '../model/errors.ts';
import type { Finding } from '../model/findings.ts';
import type { ContentSummary, No } from '../model/summaries.ts';
import type { Warning } from '../model/warnings.ts';

/** What was found inside files. */
export interface InspectedFiles<Key> {
  readonly findings: ReadonlyMap<Key, readonly Finding[]>;
  /** Files that were looked into. */
  readonly inspected: number;
  readonly warnings: readonly Warning[];
}

/** Collects findings file by file; a file with several contents (a merge conflict) reports each finding once. */
export class Collection<Key> implements InspectedFiles<Key> {
  readonly findings = new Map<Key, Finding[]>();
  inspected = 0;
  readonly #problems = new Problems();
  readonly #values = new Set<string>();

  /** @param values - the secrets of this file, which are masked in the findings of other files, too */
  add(key: Key, found: readonly Finding[], values: readonly string[] = []): void {
    for (const value of values) this.#values.add(value);
    const known = this.findings.get(key) ?? [];
    const isNew = ({ code, message }: Finding): boolean =>
      !known.some((each) => each.code === code && each.message === message);
    this.findings.set(key, [...known, ...found.filter(isNew)]);
    this.inspected += 1;
  }

  /** Masks the secrets of each file in the findings of all others. */
  async redact(): Promise<this> {
    if (this.#values.size === 0 || this.findings.size < 2) return this;
    const { maskValues } = await import('../secrets/index.ts');
    const mask = maskValues(this.#values);
    for (const [key, found] of this.findings)
      this.findings.set(
        key,
        found.map((finding) => maskFinding(finding, mask)),
      );
    return this;
  }

  note(path: BytePath, problems: readonly Problem[]): void {
    for (const problem of problems) this.#problems.note(path, problem);
  }

  get warnings(): Warning[] {
    return this.#problems.warnings;
  }
}

export const ABSENT: Problem = { code: 'not-inspected', reason: 'its content is not here' };

export const unreadable = ({ message }: GuardError): Problem => ({ code: 'cannot-read', reason: message });

/** The counts of inspected files for the summary; empty if none was inspected. */
export function countFindings(
  looks: readonly (InspectedFiles<unknown> | null)[],
): ContentSummary | No<ContentSummary> {
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
