import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';

const SRC = join(PROJECT, 'src');

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();

const contents = new Map(files.map((name) => [name, readFileSync(join(SRC, name), 'utf8')]));

/** Everything a file imports, whether at its head or on demand. */
const imports = (name: string): string[] =>
  [...(contents.get(name) ?? '').matchAll(/(?:from|import\() ?'([^']+)'|^import '([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );

const local = (name: string): string[] =>
  imports(name)
    .filter((from) => from.startsWith('.'))
    .map((from) => relative(SRC, join(SRC, dirname(name), from)).replaceAll('\\', '/'));

const room = (name: string): string => name.split('/')[0] ?? '';

/** The rooms, from the top; a file may import its own room and any below it. */
const ROOMS: readonly string[] = [
  'bin.ts',
  'cli',
  'runtime',
  'report',
  'doctor',
  'history',
  'check',
  'install',
  'inspect',
  'fix',
  'clean',
  'git',
  'gitignore',
  'secrets',
  'bytecode',
  'model',
];

/** Files that may reach for the disk, the process or the machine. Outside `git/`, `cli/` and `runtime/` each says why. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'bin.ts': 'the program itself: signals and exit code',
  'clean/current-folder.ts': 'folders as they are looked at and entered, by names in bytes',
  'clean/delete-batch.ts': 'deletes, in the current folder',
  'clean/worker-pool.ts': 'starts the workers',
  'clean/worker.ts': 'a process of its own, below the priority of the one that started it',
  'cli/main.ts': 'arguments and streams',
  'git/bundle.ts': 'the backup file',
  'git/clone-state.ts': 'reflogs',
  'git/environment.ts': 'the environment git is started in',
  'git/find-program.ts': 'programs along PATH',
  'git/index-file.ts': 'where the index is, and its version',
  'git/index-transaction.ts': 'the index, and copies of it',
  'git/lock-index.ts': 'index.lock',
  'git/run.ts': 'starts git',
  'git/user-paths.ts': 'where git and other programs keep files of the user',
  'history/read/walk-commits.ts': 'how many processors there are to share the walk among',
  'inspect/read-from-disk.ts': 'what lies beside the file that is inspected',
  'model/files.ts': 'the one way to read a file safely',
  'model/keep-by-link.ts': 'a second name for a file',
  'model/remembered-files.ts': 'deletes what an interrupted run has prepared',
  'model/scratch-folder.ts': 'files that only one question needs',
  'model/shell-quote.ts': 'the shell in which a printed command will be pasted',
  'model/temporary-file.ts': 'files on their way to take the place of others',
  'model/write-file.ts': 'the one way to write a file safely',
  'runtime/hooks-folder.ts': 'a folder for hooks that is not there yet',
  'runtime/output.ts': 'the file of --output',
  'runtime/run-command.ts': 'streams and environment',
  'runtime/terminal.ts': 'the terminal',
};

const REACHES_OUT = /^node:(?:fs|process|child_process|os)/;

describe('the rooms', () => {
  test.each(files)('%s imports only its own room and those below', (name) => {
    const place = ROOMS.indexOf(room(name));
    expect(place).toBeGreaterThanOrEqual(0);
    expect(local(name).filter((target) => ROOMS.indexOf(room(target)) < place)).toEqual([]);
  });

  test('no two files import each other, however far around', () => {
    const done = new Set<string>();
    const visit = (name: string, path: readonly string[]): string[] => {
      if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
      if (done.has(name)) return [];
      for (const next of local(name)) {
        const circle = visit(next, [...path, name]);
        if (circle.length > 0) return circle;
      }
      done.add(name);
      return [];
    };
    expect(files.flatMap((name) => visit(name, []))).toEqual([]);
  });

  test('only the listed files reach for the disk, the process or the machine', () => {
    const reaching = files.filter(
      (file) =>
        imports(file).some((from) => REACHES_OUT.test(from)) ||
        (!file.startsWith('report/html/browser/') &&
          /(?<![.\w])(?:process|console)\.[a-z]/.test(contents.get(file) ?? '')),
    );
    expect(reaching).toEqual(Object.keys(OUTSIDE).sort());
  });

  test.each(['bytecode', 'gitignore', 'secrets', 'report'])('%s is pure', (name) => {
    const inside = files.filter((file) => room(file) === name);
    expect(inside.length).toBeGreaterThan(3);
    const impure = inside.filter((file) =>
      imports(file).some(
        (from) => from.startsWith('node:') && !/^node:(?:buffer|crypto|path|url)$/.test(from),
      ),
    );
    expect(impure).toEqual([]);
  });

  /** Who alone may import what. */
  const OWNERS: readonly (readonly [string, RegExp])[] = [
    ['simple-git', /^git\/ask\.ts$/],
    ['node:child_process', /^(?:git\/run|clean\/worker-pool)\.ts$/],
    ['yargs', /^cli\//],
    ['ignore', /^gitignore\//],
  ];

  test.each(OWNERS)('%s has one owner', (name, owner) => {
    const users = files.filter((file) => imports(file).includes(name));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !owner.test(file))).toEqual([]);
  });

  test('nothing outside git/ starts git', () => {
    const starting = files.filter(
      (file) =>
        [...(contents.get(file) ?? '').matchAll(/^import (?!type)[^;]*from '[^']*git\/(?:run|ask)\.ts';/gm)]
          .length > 0,
    );
    expect(starting.filter((file) => room(file) !== 'git')).toEqual([]);
  });

  test('no module exports a variable that changes, which the build takes for granted (scripts/build-program.mjs)', () => {
    const changing = files.filter((file) => /^export (?:let|var) /m.test(contents.get(file) ?? ''));
    expect(changing).toEqual([]);
  });

  test('few files delete or rename', () => {
    const writers = files.filter((file) =>
      /\b(?:unlink|rmdir|rm|rename)Sync\b/.test(contents.get(file) ?? ''),
    );
    expect(writers).toEqual([
      'clean/delete-batch.ts',
      'git/index-transaction.ts',
      'git/lock-index.ts',
      'model/remembered-files.ts',
      'model/scratch-folder.ts',
      'model/write-file.ts',
      'runtime/hooks-folder.ts',
    ]);
  });

  test('files stay small: none is over 250 lines, half are within 80', () => {
    const lengths = [...contents.values()].map((text) => text.split('\n').length);
    lengths.sort((a, b) => a - b);
    expect(lengths.at(-1)).toBeLessThanOrEqual(250);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
  });
});
