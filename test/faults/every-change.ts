import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TestRepo } from '../helpers/repo.ts';
import { type Ended, type Fault, runWithFault } from './failing-calls.ts';
import { copyOf, type Scenario } from './scenarios.ts';
import { differences, stateOf } from './state.ts';

/**
 * `PYC_GUARD_FAULTS=all npm run test:faults` tries every error, not only those that differ most;
 * `quick` only kills, and only where a user's hook, index or commit is at stake.
 */
const { PYC_GUARD_FAULTS = '' } = process.env;

const FAULTS: readonly Fault[] =
  PYC_GUARD_FAULTS === 'all'
    ? ['kill', 'kill one', 'ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EDQUOT', 'EINTR', 'EMFILE']
    : PYC_GUARD_FAULTS === 'quick'
      ? ['kill']
      : ['kill', 'ENOSPC'];

/** Scenarios that take a minute together. */
const QUICK: ReadonlySet<string> = new Set([
  'install beside a hook of the user',
  'uninstall beside a hook of the user',
  'fix',
]);

/** Fixed, so that commits of two runs are the same. */
const env = { GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z', GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' };

/** Names of files that only an interrupted run leaves. */
const isLeftOver = (key: string): boolean => /pyc-guard-[^ ]*\d|pyc-guard-link$|\.lock$|\.tmp/.test(key);

/** Has each change of the disk by each of these commands fail, one at a time. */
export function tryEveryChange(scenarios: readonly Scenario[]): void {
  const chosen = PYC_GUARD_FAULTS === 'quick' ? scenarios.filter(({ name }) => QUICK.has(name)) : scenarios;
  describe.each(chosen)('$name', everyChange);
}

function everyChange({ args, arrange, hasUsersHook }: Scenario): void {
  let repo: TestRepo;
  let before: Record<string, string>;
  beforeAll(() => {
    repo = arrange();
    before = stateOf(repo);
  });

  test.each(FAULTS)(
    'whichever change fails by %s: old or new, an honest exit code, and the next run ends it',
    async (fault) => {
      const whole = copyOf(repo);
      const { code, changes, stderr } = await runWithFault(whole, args, { at: 0, fault, env });
      expect([code, stderr]).toEqual([expect.any(Number), expect.any(String)]);
      const after = stateOf(whole);
      const wrong: string[] = [];
      for (let at = 1; at <= changes; at++) {
        const copy = copyOf(repo);
        const ended = await runWithFault(copy, args, { at, fault, env });
        const faults = await problemsOf(copy, ended);
        wrong.push(...faults.map((problem) => `change ${at} of ${changes}: ${problem}`));
      }
      expect(wrong).toEqual([]);

      async function problemsOf(copy: TestRepo, ended: Ended): Promise<string[]> {
        const problems: string[] = [];
        const said = (ended.stderr.split('\n')[0] ?? '').slice(0, 150);
        const fsck = copy.tryGit(['fsck', '--no-progress', '--no-dangling']);
        if (fsck.code !== 0) problems.push(`git fsck: ${fsck.stderr}`);
        const state = stateOf(copy);
        for (const key of differences(state, before)) {
          if (state[key] !== after[key] && !isLeftOver(key)) problems.push(`${key} is neither old nor new`);
        }
        if (ended.code === 3) problems.push(`counts as a bug: ${said}`);
        if (ended.code === 0 && code === 0 && differences(state, after).length > 0)
          problems.push(`exit code 0, but not done: ${differences(state, after)}`);
        const changed = differences(state, before);
        if (ended.code === 2 && changed.length > 0 && !/partly/.test(ended.stderr))
          problems.push(`exit code 2 says that nothing changed, but: ${changed}: ${said}`);
        if (hasUsersHook) {
          const lock = copy.path('.git/index.lock');
          // the lock that could not be deleted, as the message says
          if (/cannot delete .*\.lock/.test(ended.stderr)) rmSync(lock, { force: true });
          // one that a killed run has left keeps git from the commit, but is for the next run to delete
          const isLocked = existsSync(lock);
          if (isLocked) renameSync(lock, `${lock}.aside`);
          copy.write('forbidden');
          copy.git('add', 'forbidden');
          const commit = copy.tryGit(['commit', '--quiet', '--message', 'forbidden']);
          if (commit.code === 0 || !commit.stderr.includes('the hook of the user ran'))
            problems.push('the hook of the user did not run');
          copy.git('rm', '--quiet', '--force', 'forbidden');
          if (isLocked) renameSync(`${lock}.aside`, lock);
        }
        if (ended.code === code) return problems;
        let again = await runWithFault(copy, args, { at: 0, fault, env });
        // a git that is killed leaves locks, and says to delete them
        const says = /\.lock'.* exists|\bdelete .*\.lock\b/.test(again.stderr);
        if (again.code === 2 && says && fault.startsWith('kill')) {
          for (const name of [...locksBelow(copy.path('.git')), ...locksBelow(copy.home)]) rmSync(name);
          again = await runWithFault(copy, args, { at: 0, fault, env });
        }
        if (again.code !== code)
          problems.push(`the next run ends with ${again.code}: ${again.stderr.slice(0, 150)}`);
        const left = differences(stateOf(copy), after);
        if (left.length > 0) problems.push(`the next run leaves: ${left}`);
        return problems;
      }
    },
  );
}

const locksBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.lock'))
    .map((name) => join(folder, name));
