import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Ran, TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';
import { stage } from '../helpers/stage.ts';

/** Names that are commands to a machine that runs jobs, and what is to be printed of each. */
const NAMES: readonly (readonly [name: string, shown: string])[] = [
  ['##[group]a.pyc', '\\u{23}#[group]a.pyc'],
  ['::add-mask::a.pyc', '\\u{3a}:add-mask::a.pyc'],
  ['   ::error::b.pyc', '   \\u{3a}:error::b.pyc'],
  [':::stop-commands::c.pyc', '\\u{3a}::stop-commands::c.pyc'],
  ['::x::##[group]##[error]d.pyc', '\\u{3a}:x::\\u{23}#[group]\\u{23}#[error]d.pyc'],
  ['a/###[error]e.pyc', 'a/#\\u{23}#[error]e.pyc'],
  ['a/##vso[task.setvariable variable=x]1.pyc', 'a/\\u{23}#vso[task.setvariable variable=x]1.pyc'],
  ["a/##teamcity[message text='x'].pyc", "a/\\u{23}#teamcity[message text='x'].pyc"],
  ['a/\t##[error]f.pyc', '"a/\\t\\u{23}#[error]f.pyc"'],
  ['::warning::/__pycache__/x', '\\u{3a}:warning::/__pycache__/x'],
  ['a/::b [##] ## c##d.pyc', 'a/::b [##] ## c##d.pyc'],
];

/** What these machines look for in a line of a log. */
const COMMAND = /^\s*::|##\w*\[/;

const SHELLS = [['dash'], ['bash', '--posix'], ['busybox', 'sh'], ['sh']].filter(
  ([shell = '']) => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0,
);

let repo: TestRepo;
let start: string;
/** On no branch. */
let dirty: string;

beforeAll(() => {
  repo = new TestRepo();
  repo.write('m.py');
  repo.commitAll();
  start = repo.git('rev-parse', 'HEAD').trim();
  stage(
    repo,
    NAMES.map(([name]) => name),
  );
  dirty = repo.git('commit-tree', '-p', start, '-m', 'dirty', repo.git('write-tree').trim()).trim();
});

interface Hook {
  readonly name: string;
  readonly args?: readonly string[];
  readonly input?: () => string;
  readonly env?: () => Record<string, string>;
}

const HOOKS: readonly Hook[] = [
  { name: 'pre-commit' },
  { name: 'pre-commit-framework', args: NAMES.map(([name]) => name) },
  {
    name: 'pre-commit-framework',
    env: () => ({ PRE_COMMIT_FROM_REF: start, PRE_COMMIT_TO_REF: dirty }),
  },
  {
    name: 'pre-push',
    args: ['origin', 'https://example.com'],
    input: () => `refs/heads/main ${dirty} refs/heads/main ${start}\n`,
  },
  { name: 'pre-receive', input: () => `${start} ${dirty} refs/heads/main\n` },
  {
    name: 'reference-transaction',
    args: ['prepared'],
    input: () => `${start} ${dirty} refs/heads/##[group]branch\n`,
  },
];

describe.each(SHELLS.map((words) => [words.join(' '), words] as const))('under %s', (_, words) => {
  const [shell = '', ...options] = words;

  const run = ({ name, args = [], input, env }: Hook): Ran =>
    repo.run(shell, [...options, join(PROJECT, 'hooks', name), ...args], {
      ...(input && { input: input() }),
      ...(env && { env: env() }),
    });

  test.each(HOOKS)('$name prints no name that a machine would take for a command', (hook) => {
    if (hook.name === 'pre-commit-framework' && hook.args !== undefined) repo.git('read-tree', start);
    else repo.git('read-tree', dirty);
    const { code, stderr } = run(hook);
    const lines = stderr.split('\n');
    expect(code).toBe(1);
    expect(lines.filter((line) => COMMAND.test(line))).toEqual([]);
    const shown = lines.filter((line) => /pyc"?$|\/x$/.test(line)).map((line) => line.slice(4));
    expect(shown.map((line) => line.replace(/^[0-9a-f]{12} {2}/, '')).sort()).toEqual(
      NAMES.map(([, spelling]) => spelling).sort(),
    );
  });

  test.each(HOOKS)('$name says nothing of its own that is wider than a terminal', (hook) => {
    const prefix = hook.name === 'pre-receive' ? 'remote: ' : '';
    const { stderr } = run(hook);
    expect(stderr.split('\n').filter((line) => `${prefix}${line}`.length > 80)).toEqual([]);
  });

  test.each(['pre-commit', 'pre-push', 'pre-receive', 'reference-transaction'])(
    '%s names a hook that could not be started in the same way',
    (name) => {
      const { code, stderr } = run({ name, args: ['--run', '/nowhere/##[error]x', 'prepared'] });
      expect(code).toBe(127);
      expect(stderr).toContain('pyc-guard: your own hook /nowhere/\\u{23}#[error]x, or a program');
    },
  );
});
