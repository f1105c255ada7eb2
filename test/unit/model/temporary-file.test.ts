import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { expect, test } from '@jest/globals';
import { abandon, abandonAll, forget } from '../../../src/model/remembered-files.ts';
import { reserveTemporary } from '../../../src/model/temporary-file.ts';
import { testWith } from '../../helpers/needs.ts';
import { scratchFolder } from '../../helpers/scratch.ts';

/** The id of a process that has ended. */
const DEAD = spawnSync(process.execPath, ['--version']).pid;

/** A scratch work tree with a git directory. */
function workTree(): { gitDir: string; target: string } {
  const root = scratchFolder();
  const gitDir = join(root, '.git');
  mkdirSync(gitDir);
  return { gitDir, target: join(root, 'target') };
}

/** A name as a run of this machine gives it, that of another process. */
function nameOf(id: number, suffix = ''): string {
  const file = reserveTemporary(join(scratchFolder(), 'x'), 0o600);
  return `${basename(file).replace(`-${process.pid}-`, `-${id}-`)}${suffix}`;
}

/** A name as another machine gives it. */
const strange = (name: string): string =>
  name.replace(/tmp-./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`);

test('the next run deletes what a killed one has left, in the work tree and in the git directory', () => {
  const { gitDir, target } = workTree();
  for (const folder of [gitDir, join(gitDir, '..')]) {
    writeFileSync(join(folder, nameOf(DEAD)), '');
    writeFileSync(join(folder, nameOf(DEAD, '.lock')), '');
    writeFileSync(join(folder, nameOf(process.pid)), ''); // in a container every run has the same id
  }
  const file = reserveTemporary(target, 0o600, gitDir);
  expect(readdirSync(gitDir)).toEqual([basename(file)]);
  expect(readdirSync(join(gitDir, '..'))).toEqual(['.git']);
});

test('files of a run that is alive, of another machine and of others are left alone', () => {
  const { gitDir, target } = workTree();
  const alive = nameOf(process.ppid);
  const others = [alive, strange(nameOf(DEAD)), `${nameOf(DEAD)}x`, '.pyc-guard-tmp-1', 'config'];
  for (const name of others) writeFileSync(join(gitDir, name), '');
  mkdirSync(join(gitDir, nameOf(DEAD)));
  reserveTemporary(target, 0o600, gitDir);
  for (const name of others) expect([name, existsSync(join(gitDir, name))]).toEqual([name, true]);
});

testWith('symbolic links')('a link by the name of a temporary file is left alone', () => {
  const { gitDir, target } = workTree();
  const link = nameOf(DEAD);
  writeFileSync(join(gitDir, 'config'), '');
  symlinkSync('config', join(gitDir, link));
  reserveTemporary(target, 0o600, gitDir);
  expect(readdirSync(gitDir)).toEqual(expect.arrayContaining([link, 'config']));
});

test('what another machine left goes after a day, but only where nothing is tracked', () => {
  const { gitDir, target } = workTree();
  const name = strange(nameOf(DEAD));
  const long = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const folder of [gitDir, join(gitDir, '..')]) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), long, long);
  }
  reserveTemporary(target, 0o600, gitDir);
  expect(existsSync(join(gitDir, name))).toBe(false);
  expect(existsSync(join(gitDir, '..', name))).toBe(true);
});

test('an interrupted run deletes its own files, but not one that has taken its place', () => {
  const { gitDir, target } = workTree();
  const files = [1, 2, 3].map(() => reserveTemporary(target, 0o600, gitDir));
  const [placed = '', abandoned = '', left = ''] = files;
  renameSync(placed, target);
  forget(placed);
  writeFileSync(placed, 'somebody else\n');
  abandon(abandoned);
  expect(existsSync(left)).toBe(true);
  abandonAll();
  expect(readdirSync(gitDir)).toEqual([basename(placed)]);
});

/** A folder that lies on a file system of its own. */
const ELSEWHERE = process.platform === 'linux' ? '/proc/self' : '/dev';

testWith('POSIX names')('a git directory on another file system is no obstacle', () => {
  const { target } = workTree();
  const file = reserveTemporary(target, 0o600, ELSEWHERE);
  expect(basename(join(file, '..'))).toBe(basename(join(target, '..')));
});
