import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { TestRepo } from '../helpers/repo.ts';
import { type Ended, runWithFault } from './failing-calls.ts';
import { copyOf, polluted, withUsersHook } from './scenarios.ts';
import { differences, stateOf } from './state.ts';

/** Every command that writes to a repository. */
const WRITERS: readonly (readonly string[])[] = [
  ['install'],
  ['uninstall'],
  ['ignore'],
  ['untrack'],
  ['fix'],
  ['fix', '--commit'],
  ['allow', 'other/**'],
  ['clean'],
];

const PAIRS = WRITERS.flatMap((one, i) =>
  WRITERS.slice(i).map((two) => [one.join(' '), two.join(' ')] as const),
);

const ROUNDS = 4;

/** Fixed, so that commits of two runs are the same. */
const env = { GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z', GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' };

/** Runs that meet in the same files. */
const MEETING: readonly (readonly [first: string, second: string])[] = [
  ['install', 'install'],
  ['install', 'uninstall'],
  ['uninstall', 'install'],
  ['fix --commit', 'fix'],
];

/** By then the second run has made its plan, or waits for the first, in milliseconds. */
const BEGINNING = 500;

test.each(MEETING)(
  '%s that is held before any one change while %s begins: both end as one after the other',
  async (first, second) => {
    const repo = withUsersHook();
    if (first === 'uninstall') expect(repo.guard(['install']).code).toBe(0);
    const serial = await serially(repo, first, second);
    const { changes } = await run(copyOf(repo), first);
    const wrong: string[] = [];
    for (let at = 1; at <= changes; at++) {
      const copy = copyOf(repo);
      let other: Promise<Ended> | undefined;
      const one = await runWithFault(copy, first.split(' '), {
        at,
        fault: 'stop',
        env,
        meanwhile: async () => {
          other = run(copy, second);
          await sleep(BEGINNING);
        },
      });
      const codes = [one.code ?? 2, (await other)?.code ?? 2] as const;
      const off = farFrom(serial, codes, stateOf(copy));
      if (off !== null) wrong.push(`change ${at} of ${changes}: ${codes} ${off} ${one.stderr.slice(0, 150)}`);
      // `prepare` of two packages may install at once, and neither may fail
      if (first.endsWith('install') && codes.some((code) => code !== 0))
        wrong.push(`change ${at} of ${changes}: ${codes}`);
      copy.write('forbidden');
      copy.git('add', 'forbidden');
      const commit = copy.tryGit(['commit', '--quiet', '--message', 'forbidden']);
      if (commit.code === 0 || !commit.stderr.includes('the hook of the user ran'))
        wrong.push(`change ${at} of ${changes}: the hook of the user did not run`);
    }
    expect(wrong).toEqual([]);
  },
);

type State = Record<string, string>;

const run = (copy: TestRepo, command: string) =>
  runWithFault(copy, command.split(' '), { at: 0, fault: 'kill', env });

/** The states after neither, the first, the second, and both in either order. */
async function serially(repo: TestRepo, first: string, second: string): Promise<State[]> {
  const states: State[] = [stateOf(repo)];
  for (const order of [[first], [second], [first, second], [second, first]]) {
    const copy = copyOf(repo);
    for (const command of order) expect((await run(copy, command)).code).toBe(0);
    states.push(stateOf(copy));
  }
  return states;
}

/** Where a state differs from every one that the exit codes allow: what ended with 0 was done, with 2 it was not. */
function farFrom([none, a, b, ...both]: State[], [one, two]: readonly [number, number], state: State) {
  for (const code of [one, two]) if (![0, 2].includes(code)) return 'exit code';
  const allowed = one === 0 && two === 0 ? both : one === 0 ? [a] : two === 0 ? [b] : [none];
  const off = allowed.map((each) => differences(each ?? {}, state));
  return off.some((keys) => keys.length === 0) ? null : off.join(' | ');
}

test.each(PAIRS)('%s and %s at once end as one after the other', async (first, second) => {
  const repo = polluted();
  const serial = await serially(repo, first, second);
  for (let round = 0; round < ROUNDS; round++) {
    const copy = copyOf(repo);
    const codes = (await Promise.all([run(copy, first), run(copy, second)])).map(({ code }) => code);
    expect([codes, farFrom(serial, [codes[0] ?? 2, codes[1] ?? 2], stateOf(copy))]).toEqual([codes, null]);
    expect(copy.tryGit(['fsck', '--no-progress', '--no-dangling']).code).toBe(0);
  }
});
