import { expect, test } from '@jest/globals';
import { runWithFault } from './failing-calls.ts';
import { copyOf, polluted } from './scenarios.ts';
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

test.each(PAIRS)('%s and %s at once end as one after the other', async (first, second) => {
  const repo = polluted();
  const run = (copy: typeof repo, command: string) =>
    runWithFault(copy, command.split(' '), { at: 0, fault: 'kill', env });
  const serial: Record<string, string>[] = [stateOf(repo)];
  for (const order of [[first], [second], [first, second], [second, first]]) {
    const copy = copyOf(repo);
    for (const command of order) expect((await run(copy, command)).code).toBe(0);
    serial.push(stateOf(copy));
  }
  for (let round = 0; round < ROUNDS; round++) {
    const copy = copyOf(repo);
    const codes = (await Promise.all([run(copy, first), run(copy, second)])).map(({ code }) => code);
    for (const code of codes) expect([0, 2]).toContain(code);
    const [one = 2, two = 2] = codes;
    const state = stateOf(copy);
    // what ended with 0 was done, what ended with 2 was not
    const [none, a, b, ...both] = serial;
    const allowed = one === 0 && two === 0 ? both : one === 0 ? [a] : two === 0 ? [b] : [none];
    const off = allowed.map((each) => differences(each ?? {}, state));
    expect([codes, off]).toEqual([codes, expect.arrayContaining([[]])]);
    expect(copy.tryGit(['fsck', '--no-progress', '--no-dangling']).code).toBe(0);
  }
});
