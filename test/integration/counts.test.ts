import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cleanAndPolluted } from '../helpers/clean-and-polluted.ts';
import { count, gitsIn } from '../helpers/count-starts.ts';
import { TestRepo } from '../helpers/repo.ts';

describe('what each command costs', () => {
  const { clean, polluted } = cleanAndPolluted();

  /** The git commands of each command line, in any order; some run at the same time. */
  const COSTS: readonly (readonly [string, readonly string[], () => TestRepo, readonly string[]])[] = [
    ['check, nothing staged', ['check'], () => clean, ['rev-parse', 'diff']],
    ['check --tracked, clean', ['check', '--tracked'], () => clean, ['rev-parse', 'ls-files']],
    [
      'check --tracked, polluted',
      ['check', '--tracked'],
      () => polluted,
      // to look inside: the index with its ids, whether it is a partial clone, and all contents at once
      ['rev-parse', 'ls-files', 'check-attr', 'ls-files', 'config', 'cat-file'],
    ],
    [
      'check --tracked --no-inspect, polluted',
      ['check', '--tracked', '--no-inspect'],
      () => polluted,
      ['rev-parse', 'ls-files', 'check-attr'],
    ],
    // the last two: whether the ignore file is itself ignored, so that nobody else gets it
    ['ignore, nothing to do', ['ignore'], () => clean, ['rev-parse', 'ls-files', 'check-ignore']],
    ['untrack, nothing to do', ['untrack'], () => clean, ['rev-parse', 'ls-files']],
    [
      'untrack --dry-run',
      ['untrack', '--dry-run'],
      () => polluted,
      // the last two: which files have no source, and whether names differ by their case
      ['rev-parse', 'ls-files', 'check-attr', 'ls-files', 'config'],
    ],
    ['fix, nothing to do', ['fix'], () => clean, ['rev-parse', 'ls-files']],
    [
      'fix',
      ['fix'],
      () => polluted, // last: it is clean afterwards
      [
        ...['rev-parse', 'ls-files', 'ls-files', 'check-attr'],
        ...['hash-object', 'hash-object', 'hash-object', 'update-index'],
        // which files have no source, and which would come back
        ...['ls-files', 'config', 'check-ignore', 'check-ignore', 'check-attr'],
        // which hooks are configured for an index that we write, and whether anything is left to commit
        ...['config', 'ls-tree', 'rev-parse'],
      ],
    ],
  ];

  test.each(COSTS)('%s starts these gits and no other', (_name, args, repo, gits) => {
    expect([...count(repo(), args).gits].sort()).toEqual([...gits].sort());
  });

  test('a clean commit starts one git more with the gate than without', () => {
    const repo = new TestRepo();
    repo.git('config', 'gc.auto', '0');
    repo.git('config', 'maintenance.auto', 'false');
    repo.guard(['install']);
    const commit = (name: string, ...flags: string[]): string[] => {
      repo.write(name);
      repo.git('add', name);
      const trace = join(repo.home, `trace-${name}`);
      repo.tryGit(['commit', '--quiet', '--message', name, ...flags], { env: { GIT_TRACE2_EVENT: trace } });
      return gitsIn(trace);
    };
    expect(commit('a.py', '--no-verify')).toEqual(['commit']);
    expect(commit('b.py')).toEqual(['commit', 'diff']);
  });
});
