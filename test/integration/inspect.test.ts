import { Buffer } from 'node:buffer';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { pycNames, pythonOf, readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const SOURCE = readCase('modes.py');
const PYC = 'modes/cpython-313.timestamp.0.pyc';
const CACHED = 'pkg/__pycache__/modes.cpython-313.pyc';

let repo: TestRepo;

beforeAll(() => {
  repo = new TestRepo();
  repo.write('pkg/modes.py', SOURCE);
  repo.write(CACHED, readCase(PYC));
  repo.commitAll();
});

const only = (report: { files: object[] }) => {
  expect(report.files).toHaveLength(1);
  return report.files[0];
};

test('--json has every field of a file that is validated by time', () => {
  const report = repo.guardJson(['inspect', CACHED]);
  const mtime = readCase(PYC).readUInt32LE(8);
  expect(only(report)).toEqual({
    path: CACHED,
    python: '3.13',
    implementation: 'CPython',
    magic: 3571,
    validation: 'timestamp',
    mtime: new Date(mtime * 1000).toISOString(),
    sourceSize: SOURCE.length,
    compiledFrom: expect.stringMatching(/modes\.py$/),
    source: { path: 'pkg/modes.py', state: 'agrees' },
    read: 'full',
    counts: {
      bytes: readCase(PYC).length,
      codes: expect.any(Number),
      objects: expect.any(Number),
      strings: expect.any(Number),
      trailing: 0,
    },
  });
  expect(report.summary).toEqual({ files: 1, notBytecode: 0, secrets: 0, leaks: 1 });
});

test('files of every Python and every way to validate them are described, in one call', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, '__pycache__'));
  const names = pycNames('modes');
  for (const name of names)
    writeFileSync(join(folder, '__pycache__', `${name}.pyc`), readCase(`modes/${name}.pyc`));
  const { files } = repo.guardJson(['inspect', ...names.map((name) => `__pycache__/${name}.pyc`)], {
    cwd: folder,
  });
  for (const [index, name] of names.entries()) {
    const [tag = '', validation] = name.split('.');
    expect(files[index]).toMatchObject({
      python: pythonOf(tag),
      implementation: tag.startsWith('pypy') ? 'PyPy' : 'CPython',
      validation,
      read: 'full',
      ...(validation === 'timestamp'
        ? { mtime: expect.stringMatching(/^\d{4}-.*Z$/) }
        : { sourceHash: expect.stringMatching(/^[0-9a-f]{16}$/) }),
    });
  }
});

describe('the source is the one in the same place', () => {
  const changed = new TestRepo();
  beforeAll(() => {
    changed.write('m.py', SOURCE);
    changed.write('__pycache__/m.cpython-313.pyc', readCase(PYC));
    changed.commitAll();
    changed.write('m.py', `${SOURCE}\n# longer\n`);
    changed.git('add', 'm.py');
    changed.git('rm', '--quiet', '--force', 'm.py');
    changed.write('m.py', SOURCE.subarray(1));
  });

  test.each([
    ['a commit', 'HEAD:__pycache__/m.cpython-313.pyc', 'agrees'],
    ['the index', ':__pycache__/m.cpython-313.pyc', 'missing'],
    ['the index, by stage', ':0:__pycache__/m.cpython-313.pyc', 'missing'],
    ['the disk', '__pycache__/m.cpython-313.pyc', 'differs'],
  ])('in %s', (_, name, state) => {
    const file = only(changed.guardJson(['inspect', name]));
    expect(file).toMatchObject({ path: '__pycache__/m.cpython-313.pyc', source: { path: 'm.py', state } });
  });

  test('and is unknown for what comes in by stdin', () => {
    const report = changed.guardJson(['inspect', '-'], { input: readCase(PYC) });
    expect(only(report)).toMatchObject({ path: '-', source: { state: 'unknown' } });
    expect(report.findings.map(({ code }: { code: string }) => code)).toEqual(['path-leak']);
  });

  test('a source that has changed since is no finding: Python compiles it anew', () => {
    const { code, stdout } = changed.guard(['inspect', '__pycache__/m.cpython-313.pyc']);
    expect(code).toBe(0);
    expect(stdout).toContain('m.py: has changed since, so Python compiles it again');
  });
});

test('a person reads "no mismatch found", never that a file was verified', () => {
  const { code, stdout, stderr } = repo.guard(['inspect', CACHED]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('CPython 3.13 (magic number 3571)');
  expect(stdout).toContain('pkg/modes.py: no mismatch found');
  expect(stdout).toMatch(/last changed \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  expect(stdout).not.toMatch(/verif/i);
  expect(stdout.split('\n').length).toBeLessThan(24);
});

test('paths in a commit are relative to the top, or to here with ./', () => {
  const cwd = repo.path('pkg');
  for (const name of [`HEAD:${CACHED}`, 'HEAD:./__pycache__/modes.cpython-313.pyc', `:${CACHED}`])
    expect(only(repo.guardJson(['inspect', name], { cwd }))).toMatchObject({
      path: CACHED,
      source: { state: 'agrees' },
    });
});

test('a file is inspected outside a repository too, with its source', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'modes.py'), SOURCE);
  mkdirSync(join(folder, '__pycache__'));
  copyFileSync(repo.path(CACHED), join(folder, '__pycache__/modes.cpython-313.pyc'));
  const cwd = join(folder, '__pycache__');
  const report = repo.guardJson(['inspect', 'modes.cpython-313.pyc'], { cwd });
  expect(report).toMatchObject({ root: '', exitCode: 0 });
  expect(only(report)).toMatchObject({
    path: `${cwd}/modes.cpython-313.pyc`,
    source: { path: `${folder}/modes.py`, state: 'agrees' },
  });
});

test('a repository that git can not read is a failure, not an absent one', () => {
  const repo = new TestRepo();
  repo.write('m.pyc', 'not bytecode');
  repo.write('.git/config', '[broken\n');
  const { code, stdout, stderr } = repo.guard(['inspect', 'm.pyc']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: .*config.*\nhint: .+\n$/);
});

test('what is no bytecode is said to be none, and no finding', () => {
  const report = repo.guardJson(['inspect', 'pkg/modes.py', 'HEAD:pkg/modes.py']);
  expect(report).toMatchObject({ exitCode: 0, findings: [], summary: { files: 2, notBytecode: 2 } });
  expect(report.files[0]).toEqual({ path: 'pkg/modes.py', read: 'not-bytecode' });
  expect(repo.guard(['inspect', 'pkg/modes.py']).stdout).toContain('not Python bytecode');
});

describe('exit code 2 and one line of why for', () => {
  test.each([
    ['a file that is not there', 'absent.pyc', 'no-such-file'],
    ['a folder', 'pkg', 'not-a-file'],
    ['a commit that is not there', 'nosuch:a.pyc', 'no-such-file'],
    ['a path that is not in the commit', 'HEAD:a.pyc', 'no-such-file'],
    ['a path that is not in the index', ':a.pyc', 'no-such-file'],
    ['a folder in a commit', 'HEAD:pkg', 'cannot-read'],
    ['what looks like an option of git', '--all:a.pyc', 'no-such-file'],
  ])('%s', (_, name, code) => {
    const report = JSON.parse(repo.guard(['--json', 'inspect', '--', name]).stdout);
    expect(report).toMatchObject({
      exitCode: 2,
      error: { code, message: expect.stringMatching(/^[^\n]+$/) },
    });
  });

  test('a revision outside a repository', () => {
    const report = repo.guardJson(['inspect', 'HEAD:a.pyc'], { cwd: scratchFolder() });
    expect(report).toMatchObject({ exitCode: 2, error: { code: 'not-a-repository' } });
  });
});

test('- is stdin, beside files as well', () => {
  const input = readCase(PYC);
  for (const args of [['-'], ['-', CACHED], ['--strings', CACHED, '-'], ['--', '-']]) {
    const { code, stdout } = repo.guard(['--json', 'inspect', ...args], { input });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).files.map(({ path }: { path: string }) => path)).toContain('-');
  }
});

test('of stdin no more is read than of a file', () => {
  const large = Buffer.alloc(64 * 1024 * 1024 + 1);
  expect(repo.guard(['inspect', '-'], { input: large }).stdout).toContain('not Python bytecode');
  readCase(PYC).copy(large);
  const { code, stderr } = repo.guard(['inspect', '-'], { input: large });
  expect(code).toBe(2);
  expect(stderr).toContain('stdin is larger than 64 MiB');
});

test('a commit of a bare repository can be looked into', () => {
  const bare = new TestRepo(['--bare']);
  repo.git('push', '--quiet', bare.root, 'HEAD:refs/heads/main');
  expect(only(bare.guardJson(['inspect', `main:${CACHED}`]))).toMatchObject({ source: { state: 'agrees' } });
});

test('--strings lists names and strings, bytes as their text or as Python writes them', () => {
  writeFileSync(repo.path('rich.pyc'), readCase('rich3/cpython-313.pyc'));
  const [plain] = repo.guardJson(['inspect', 'rich.pyc']).files;
  expect(plain).not.toHaveProperty('names');
  const [file] = repo.guardJson(['inspect', 'rich.pyc', '--strings']).files;
  expect(file.names.length).toBeGreaterThan(3);
  expect(file.strings.length).toBeGreaterThan(3);
});

test('a file whose path is no UTF-8 is compared with its source', () => {
  const other = new TestRepo();
  other.writeBytes(Buffer.from('caf\xe9/m.py', 'latin1'), SOURCE);
  other.writeBytes(Buffer.from('caf\xe9/__pycache__/m.cpython-313.pyc', 'latin1'), readCase(PYC));
  other.commitAll();
  const { findings, summary } = other.guardJson(['check', '--tracked']);
  expect(summary).toMatchObject({ cacheFiles: 1, inspected: 1 });
  expect(findings.map(({ code }: { code: string }) => code)).toEqual(['cache-file', 'path-leak']);
});
