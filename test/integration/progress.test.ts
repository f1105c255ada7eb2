import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { atTerminal } from '../helpers/at-terminal.ts';
import { TestRepo } from '../helpers/repo.ts';

/** A git that takes its time, once for each program that starts it, as it would in a large repository. */
const SLOW_GIT = `#!/bin/sh
PATH=\${PATH#*:}
case " $* " in
*" cat-file "* | *" check-ignore "* | *" diff-tree "*) mkdir "$HOME/slept-$PPID" 2>/dev/null && sleep 1.3 ;;
esac
exec git "$@"
`;

let repo: TestRepo;
let env: Record<string, string>;

beforeAll(() => {
  repo = new TestRepo();
  for (const name of ['a', 'b', 'c']) repo.write(`pkg/__pycache__/${name}.cpython-313.pyc`, name);
  repo.commitAll();
  const bin = join(repo.home, 'bin'); // a git inside the work tree is not run
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), SLOW_GIT, { mode: 0o755 });
  env = { PATH: `${bin}${delimiter}${process.env.PATH}`, TERM: 'xterm' };
});

/** What was written over one line of the terminal, piece by piece. */
const pieces = (shown: string): string[] =>
  shown.split(/\r(?!\n)/).filter((piece) => piece.trim() !== '' && !piece.includes('\n'));

describe('a command that works for more than a second says so on a terminal', () => {
  const COMMANDS: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['check --tracked', ['check', '--tracked'], /^check: working, 1 s/],
    ['check --range', ['check', '--range', 'HEAD'], /^check: working, 1 s/],
    ['history', ['history'], /^reading history|^history: working/],
    ['fix', ['fix', '--dry-run'], /^fix: working, 1 s/],
    ['inspect', ['inspect', ':pkg/__pycache__/a.cpython-313.pyc'], /^inspect: working, 1 s/],
    ['doctor', ['doctor'], /^doctor: working, 1 s/],
  ];

  test.each(COMMANDS)('%s', (_, args, told) => {
    const { stdout } = atTerminal(repo, 80, [...args, '--no-color'], env);
    expect(pieces(stdout).some((piece) => told.test(piece))).toBe(true);
    expect(stdout).not.toContain('\x1b');
  });
});

test.each([20, 60, 80])(
  'on %d columns no piece of it is as wide as the terminal, and none stays',
  (columns) => {
    const { stdout } = atTerminal(repo, columns, ['check', '--tracked'], env);
    const written = pieces(stdout);
    expect(written.length).toBeGreaterThan(0);
    expect(Math.max(...written.map(({ length }) => length))).toBeLessThan(columns);
    // the last thing before the report is a line of blanks
    expect(stdout).toMatch(/\r +\r[^\r\n]*error/);
  },
);

test('a dumb terminal gets neither colour nor a line that is written over', () => {
  const { stdout, code } = atTerminal(repo, 80, ['check', '--tracked'], { ...env, TERM: 'dumb' });
  expect(code).toBe(1);
  expect(stdout).toContain('3 cache files');
  expect(stdout).not.toMatch(/\x1b|\r(?!\n)/);
});

test('NO_COLOR gets no escape sequence', () => {
  const { stdout } = atTerminal(repo, 80, ['check', '--tracked'], { ...env, NO_COLOR: '1' });
  expect(stdout).toContain('check: working, 1 s');
  expect(stdout).not.toContain('\x1b');
});

test('--quiet shows none', () => {
  const { stdout } = atTerminal(repo, 80, ['check', '--tracked', '--quiet'], env);
  expect(stdout).toBe('');
});
