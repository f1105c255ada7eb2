import process from 'node:process';
import { expect, test } from '@jest/globals';
import { filesIn, plainFolder, plant } from '../helpers/plain-folder.ts';
import { python } from '../helpers/python.ts';
import { GUARD, type Ran, type TestRepo } from '../helpers/repo.ts';

/** Runs the program on a terminal of its own, at which this is typed. */
function atTerminal(folder: TestRepo, args: readonly string[], typed: string): Ran {
  const program = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  return folder.run(python(), ['-c', program, process.execPath, GUARD, ...args], { input: typed });
}

test.each([
  ['n\n', false],
  ['\n', false],
  ['yes\n', true],
])('at a terminal it asks before more than caches goes, and takes %j for what it says', (typed, goes) => {
  const folder = plainFolder();
  plant(folder, '__pycache__/m.pyc', '.coverage', 'old.pyc');
  const ran = atTerminal(folder, ['clean', '--sourceless', '--debris', 'coverage'], typed);
  expect(ran.stdout).toContain('1 of coverage');
  expect(ran.stdout).toContain('1 of sourceless');
  expect(ran.code).toBe(0);
  expect(filesIn(folder)).toEqual(goes ? [] : ['.coverage', '__pycache__/m.pyc', 'old.pyc']);
});

test('it does not ask where nothing but caches would go', () => {
  const folder = plainFolder();
  plant(folder, '__pycache__/m.pyc');
  expect(atTerminal(folder, ['clean', '--debris', 'all'], '').code).toBe(0);
  expect(filesIn(folder)).toEqual([]);
});

test('at a terminal a dry run draws a tree', () => {
  const folder = plainFolder();
  plant(folder, 'a/m.py', 'a/__pycache__/m.cpython-313.pyc', 'a/__pycache__/n.cpython-313.pyc');
  const { stdout } = atTerminal(folder, ['clean', '--dry-run', '--no-color'], '');
  expect(stdout).toContain('├─ m.cpython-313.pyc (10 B)');
  expect(stdout).toContain('└─ n.cpython-313.pyc (10 B, orphan)');
});
