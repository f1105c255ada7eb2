import { existsSync, mkdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { filesIn, plainFolder, plant, present } from '../helpers/plain-folder.ts';
import type { Ran, TestRepo } from '../helpers/repo.ts';

/** What pyclean 3.7 promises and tests, tried on `clean` (docs/pyclean.md tells where it differs). */
interface Row {
  readonly files: readonly string[];
  readonly args: readonly string[];
  readonly left: readonly string[];
  readonly code?: number;
  readonly says?: RegExp;
}

const PYC = 'a/__pycache__/m.cpython-313.pyc';

const ROWS: Readonly<Record<string, Row>> = {
  'a folder need not be named': { files: [PYC], args: [], left: [] },
  'several folders can be named': {
    files: [PYC, 'b/__pycache__/m.pyc', 'c/__pycache__/m.pyc'],
    args: ['a', 'b'],
    left: ['c/__pycache__/m.pyc'],
  },
  'a folder that is not there is an error': { files: [PYC], args: ['nowhere'], left: [PYC], code: 2 },
  'a dry run removes nothing': {
    files: [PYC],
    args: ['--dry-run'],
    left: [PYC],
    says: /would delete 1 file/,
  },
  'the totals are told': { files: [PYC], args: [], left: [], says: /deleted 1 file and 1 folder/ },
  'quiet says nothing': { files: [PYC], args: ['--quiet'], left: [], says: /^$/ },
  'verbose names each file': {
    files: [PYC],
    args: ['--verbose'],
    left: [],
    says: /deleted .*m\.cpython-313\.pyc/,
  },
  'a folder is ignored by its name': {
    files: ['foo/x/m.pyc', 'foo/x/m.py', 'bar/m.pyc', 'bar/m.py'],
    args: ['--exclude', 'foo'],
    left: ['bar/m.py', 'foo/x/m.py', 'foo/x/m.pyc'],
  },
  'a folder is ignored by its path': {
    files: ['foo/bar/__pycache__/m.pyc', 'bar/__pycache__/m.pyc'],
    args: ['--exclude', 'foo/bar'],
    left: ['foo/bar/__pycache__/m.pyc'],
  },
  'what is to be ignored is ignored even where it is named': {
    files: [PYC],
    args: ['--exclude', 'a', 'a'],
    left: [PYC],
  },
  'default folders are ignored': {
    files: [
      '.git/x/m.pyc',
      '.hg/m.pyc',
      '.svn/m.pyc',
      'node_modules/__pycache__/m.pyc',
      'v/pyvenv.cfg',
      'v/m.pyc',
    ],
    args: ['.'],
    left: ['.hg/m.pyc', '.svn/m.pyc', 'node_modules/__pycache__/m.pyc', 'v/m.pyc', 'v/pyvenv.cfg'],
  },
  'without --debris other tools keep theirs': {
    files: ['.pytest_cache/x', '.coverage'],
    args: [],
    left: ['.coverage', '.pytest_cache/x'],
  },
  'debris without a topic means the five': {
    files: ['.cache/x', '.coverage', 'dist/w', '.pytest_cache/x', '.ruff_cache/x', '.mypy_cache/x', '.tox/x'],
    args: ['-y', '--debris'],
    left: ['.mypy_cache/x', '.tox/x'],
  },
  'debris of all topics': {
    files: [
      '.cache/x',
      'htmlcov/i',
      '.ipynb_checkpoints/n',
      '.mypy_cache/x',
      '.tox/x',
      '.complexipy_cache/c',
    ],
    args: ['-y', '--debris', 'all'],
    left: [],
  },
  'debris is found at any depth, but not in ignored folders': {
    files: ['a/b/c/.ruff_cache/x', 'a/skip/.ruff_cache/x'],
    args: ['-y', '--exclude', 'skip', '--debris', 'ruff'],
    left: ['a/skip/.ruff_cache/x'],
  },
  'a topic that does not exist is an error': { files: [PYC], args: ['--debris', 'x'], left: [PYC], code: 2 },
  '--yes alone is no error': { files: [PYC], args: ['--yes'], left: [] },
};

test.each(Object.entries(ROWS))('%s', (_, { files, args, left, code = 0, says }) => {
  const folder: TestRepo = plainFolder();
  mkdirSync(folder.path('a'));
  plant(folder, ...files);
  const ran: Ran = folder.guard(['clean', ...args]);
  expect([ran.code, filesIn(folder)]).toEqual([code, left]);
  if (says !== undefined) expect(ran.stdout).toMatch(says);
});

test('__pycache__ goes only when it is empty, other empty folders stay', () => {
  const folder = plainFolder();
  plant(folder, PYC, 'b/__pycache__/keep.txt');
  mkdirSync(folder.path('empty'));
  mkdirSync(folder.path('c/__pycache__'), { recursive: true });
  folder.guard(['clean']);
  expect(present(folder, 'a/__pycache__', 'b/__pycache__', 'c/__pycache__', 'empty')).toEqual([
    'b/__pycache__',
    'empty',
  ]);
  expect(existsSync(folder.path('a'))).toBe(true);
});
