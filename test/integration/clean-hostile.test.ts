import { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { guardAsAnybody } from '../helpers/as-anybody.ts';
import { filesIn, plainFolder, plant, present } from '../helpers/plain-folder.ts';
import { GUARD, snapshot } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

describe('links', () => {
  test('nothing outside is touched through any link, and links that are named like caches go as links', () => {
    const folder = plainFolder();
    const outside = scratchFolder();
    mkdirSync(join(outside, '__pycache__'));
    for (const name of ['keep.pyc', 'keep.py', '__pycache__/keep.pyc'])
      writeFileSync(join(outside, name), name);
    const before = snapshot(outside);
    plant(folder, 'pkg/m.py', 'pkg/__pycache__/m.cpython-313.pyc');
    symlinkSync(outside, folder.path('pkg/link'));
    symlinkSync(join(outside, '__pycache__'), folder.path('__pycache__'));
    symlinkSync(outside, folder.path('pkg/__pycache__/sub'));
    symlinkSync(join(outside, 'keep.pyc'), folder.path('file.pyc'));
    symlinkSync(outside, folder.path('folder.pyc'));
    symlinkSync('nowhere', folder.path('pkg/__pycache__/dangling.pyc'));
    expect(folder.guard(['clean', '--all', '--sourceless', '-y']).code).toBe(0);
    expect(snapshot(outside)).toEqual(before);
    expect(filesIn(folder)).toEqual(['__pycache__', 'pkg/__pycache__/sub', 'pkg/link', 'pkg/m.py']);
  });

  test('loops of links end', () => {
    const folder = plainFolder();
    plant(folder, 'a/b/m.pyc', 'a/b/m.py');
    symlinkSync('..', folder.path('a/b/up'));
    symlinkSync('.', folder.path('a/self'));
    symlinkSync('y.py', folder.path('x.py'));
    symlinkSync('x.py', folder.path('y.py'));
    plant(folder, 'x.pyc');
    expect(folder.guard(['clean']).code).toBe(0);
    expect(filesIn(folder)).toEqual(['a/b/m.py', 'a/b/up', 'a/self', 'x.py', 'x.pyc', 'y.py']);
  });

  test('of two hard links the one outside stays whole', () => {
    const folder = plainFolder();
    const other = join(scratchFolder(), 'kept');
    plant(folder, '__pycache__/m.pyc');
    linkSync(folder.path('__pycache__/m.pyc'), other);
    folder.guard(['clean']);
    expect(filesIn(folder)).toEqual([]);
    expect(readFileSync(other, 'utf8')).toBe('some bytes');
  });
});

describe('odd names and shapes', () => {
  test('names with line breaks, quotes, escapes, and bytes that are no UTF-8, of files and folders', () => {
    const folder = plainFolder();
    const names = [
      'new\nline',
      '"quoted"',
      'esc\x1b[31m',
      '-rf',
      ' ',
      '\u202egpj',
      'caf\xe9',
      '\xff\xfe',
      '*',
    ];
    for (const name of names) {
      folder.writeBytes(Buffer.from(`${name}/__pycache__/${name}.pyc`, 'latin1'));
      folder.writeBytes(Buffer.from(`${name}/in/${name}.py`, 'latin1'));
      folder.writeBytes(Buffer.from(`${name}/in/${name}.pyc`, 'latin1'));
    }
    const { stdout, code } = folder.guard(['clean', '-n']);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/\x1b|\u202e/);
    const { summary, actions } = folder.guardJson(['clean']);
    expect(summary).toMatchObject({ files: 2 * names.length, directories: names.length, failed: 0 });
    const bytes = Buffer.from(`${folder.root}/\xff\xfe/in/\xff\xfe.pyc`, 'latin1').toString('base64');
    expect(actions).toContainEqual(expect.objectContaining({ pathBytes: bytes }));
    expect(folder.guardJson(['clean']).summary.files).toBe(0);
  });

  test.each([
    ['300 folders deep', 300, 'd'],
    ['a path of 6,000 characters', 30, 'n'.repeat(200)],
    ['a path of 6,000 bytes that are no UTF-8', 30, '\xff'.repeat(200)],
  ])('%s', (_, depth, name) => {
    const folder = plainFolder();
    const before = process.cwd();
    process.chdir(folder.root);
    const bytes = Buffer.from(name, 'latin1');
    for (let i = 0; i < depth; i++) {
      mkdirSync(bytes);
      renameSync(bytes, 'now'); // chdir takes text only
      process.chdir('now');
    }
    mkdirSync('__pycache__');
    writeFileSync('__pycache__/m.pyc', 'deep');
    for (let i = 0; i < depth; i++) {
      process.chdir('..');
      renameSync('now', bytes);
    }
    process.chdir(before);
    const [planned, done, again] = [['-n'], [], []].map(
      (flags) => folder.guardJson(['clean', ...flags]).summary,
    );
    process.chdir(folder.root); // so deep that it can't be removed by its path
    for (let i = 0; i < depth; i++) {
      renameSync(bytes, 'now');
      process.chdir('now');
    }
    process.chdir(before);
    expect(planned).toMatchObject({ files: 1, directories: 1, bytes: 4, failed: 0 });
    expect(done).toEqual(planned);
    expect(again).toMatchObject({ files: 0, directories: 0, failed: 0 });
  });

  test('more files than one process takes on alone are shared out, and counted right', () => {
    const folder = plainFolder();
    for (let i = 0; i < 210; i++) {
      mkdirSync(folder.path(`p${i}/__pycache__`), { recursive: true });
      for (let k = 0; k < 100; k++)
        writeFileSync(folder.path(`p${i}/__pycache__/m${k}.cpython-313.pyc`), '12');
    }
    plant(folder, 'p7/__pycache__/README', 'p8/m.py');
    const { summary, exitCode } = folder.guardJson(['clean', '-q']);
    expect(summary).toMatchObject({ files: 21_000, directories: 209, bytes: 42_000, strays: 1, failed: 0 });
    expect(exitCode).toBe(0);
    expect(filesIn(folder)).toEqual(['p7/__pycache__/README', 'p8/m.py']);
  });
});

test('what cannot be deleted or read is named with the reason, the rest is done, and the exit code is 1', () => {
  const folder = plainFolder();
  plant(folder, 'a/__pycache__/m.pyc', 'b/__pycache__/m.pyc', 'c/__pycache__/m.pyc');
  chmodSync(folder.path('a/__pycache__'), 0o555);
  chmodSync(folder.path('b'), 0o000);
  const ran = guardAsAnybody(folder, ['clean', '--json']);
  chmodSync(folder.path('b'), 0o755);
  const { findings, summary } = JSON.parse(ran.stdout);
  expect(ran.code).toBe(1);
  expect(findings).toEqual([
    expect.objectContaining({ code: 'not-deleted', severity: 'error', path: folder.path('b') }),
    expect.objectContaining({
      code: 'not-deleted',
      path: folder.path('a/__pycache__/m.pyc'),
      message: expect.stringContaining('permission'),
    }),
  ]);
  expect(summary).toMatchObject({ files: 1, directories: 1, failed: 2 });
  expect(filesIn(folder)).toEqual(['a/__pycache__/m.pyc', 'b/__pycache__/m.pyc']);
});

test('folders that are swapped for links while it runs lead nowhere', async () => {
  const folder = plainFolder();
  const outside = scratchFolder();
  const names = Array.from({ length: 20 }, (_, i) => `p${i}`);
  const fill = (top: string): void => {
    for (const name of names) {
      mkdirSync(join(top, name, '__pycache__'), { recursive: true });
      for (let k = 0; k < 10; k++) writeFileSync(join(top, name, '__pycache__', `m${k}.pyc`), 'x');
    }
  };
  fill(outside);
  const before = snapshot(outside);
  // moves every package aside for a moment and puts a link to its double outside in its place
  const swap = `
    const fs = require('fs');
    const [top, outside, ...names] = process.argv.slice(1);
    const quietly = (job) => { try { job(); } catch {} };
    for (;;) for (const name of names) for (const part of [name, name + '/__pycache__']) quietly(() => {
      fs.renameSync(top + '/' + part, top + '/aside');
      quietly(() => {
        fs.symlinkSync(outside + '/' + part, top + '/' + part);
        fs.unlinkSync(top + '/' + part);
      });
      fs.renameSync(top + '/aside', top + '/' + part);
    });`;
  for (let round = 0; round < 8; round++) {
    const top = folder.path(`round${round}`);
    fill(top);
    const swapper = spawn(process.execPath, ['-e', swap, top, outside, ...names]);
    const code = await ended(spawn(process.execPath, [GUARD, 'clean', '-q', '-C', top], { stdio: 'ignore' }));
    swapper.kill();
    await ended(swapper);
    expect([0, 1]).toContain(code);
    expect(snapshot(outside)).toEqual(before);
  }
});

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', resolve));

test('files that vanish meanwhile are no failure', async () => {
  const folder = plainFolder();
  for (let i = 0; i < 3000; i++) plant(folder, `p${i % 50}/__pycache__/m${i}.pyc`);
  const run = () =>
    ended(spawn(process.execPath, [GUARD, 'clean', '-q', '-C', folder.root], { stdio: 'ignore' }));
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect(present(folder, 'p0/__pycache__')).toEqual([]);
  expect(filesIn(folder)).toEqual([]);
});
