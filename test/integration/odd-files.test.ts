import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { guardAsAnybody } from '../helpers/as-anybody.ts';
import { fakeSecret } from '../helpers/fake-secrets.ts';
import { code, dict, int32, pyc313, text, tuple, unicode } from '../helpers/marshal-writer.ts';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { scrubbedEnv } from '../helpers/scratch.ts';

// One file that can't be read, or not wholly, hides nothing of the others and is never called clean.

const token = fakeSecret('github', 77);
const LEAKY = pyc313(code({ consts: tuple(text(token)) }));
const numbers = (count: number): Buffer =>
  Buffer.concat([Buffer.from('('), int32(count), Buffer.alloc(5 * count, 'i\0\0\0\0', 'latin1')]);
/** More constants than are read, and what Python would do behind them. */
const PADDED = pyc313(code({ consts: tuple(numbers(400_000), text('x')), names: tuple(text('os')) }));
const flat = (value: string): Buffer => pyc313(code({ consts: tuple(unicode(value)) }));

const withZeros = (file: Buffer, size: number): Buffer => Buffer.concat([file, Buffer.alloc(size)]);

interface ReportedFinding {
  readonly code: string;
  readonly path?: string;
}

const codes = (told: readonly ReportedFinding[], path?: string): string[] =>
  told.filter((each) => path === undefined || each.path === path).map((each) => each.code);

describe('beside an odd file', () => {
  const odd: readonly (readonly [name: string, file: Buffer, warning: string | null])[] = [
    ['ten megabytes of one token', flat('xoxb-'.repeat(2_000_000)), null],
    ['ten megabytes of another', flat(`AKIA${'A'.repeat(10_000_000)}`), null],
    ['a padded file', PADDED, 'read-in-part'],
    [
      'nesting without an end',
      pyc313(code({ consts: Buffer.alloc(3_000_000, ')\x01', 'latin1') })),
      'read-in-part',
    ],
    ['a file that ends too early', LEAKY.subarray(0, 40), 'read-in-part'],
    ['bytecode of an unknown kind', Buffer.concat([Buffer.from('zzzz'), Buffer.alloc(2000, 'é')]), null],
  ];

  test.each(odd)('%s, another is reported', (_, file, warning) => {
    const repo = new TestRepo();
    repo.write('odd.pyc', file);
    repo.write('leaky.pyc', LEAKY);
    repo.git('add', '--force', '--all');
    for (const args of [
      ['inspect', 'odd.pyc', 'leaky.pyc'],
      ['check', '--tracked'],
      ['check', 'odd.pyc', 'leaky.pyc'],
    ]) {
      const report = repo.guardJson(args);
      expect(report).toMatchObject({ exitCode: 1 });
      expect(codes(report.findings, 'leaky.pyc')).toContain('secret');
      if (warning !== null) expect(codes(report.warnings)).toContain(warning);
    }
  });

  test.each(odd.filter(([, , warning]) => warning !== null))('%s alone is not clean', (_, file, warning) => {
    const repo = new TestRepo();
    repo.write('odd.pyc', file);
    repo.write('odd.py');
    const report = repo.guardJson(['inspect', 'odd.pyc']);
    expect(report.exitCode).toBe(1);
    expect(codes(report.warnings)).toEqual([warning]);
    expect(repo.guard(['inspect', 'odd.pyc', '--format', 'junit']).stdout).toContain('errors="1"');
  });
});

describe('bytecode under another name', () => {
  test.each([
    ['with nothing behind it', LEAKY],
    ['with 64 MiB of zeros behind it', withZeros(LEAKY, 64 * 2 ** 20)],
    ['with 20 MiB of zeros behind it', withZeros(LEAKY, 20 * 2 ** 20)],
    ['padded with constants', PADDED],
    ['that holds more than is read of a file', flat('x'.repeat(70 * 2 ** 20))],
  ])('%s is found by check --content', (_, file) => {
    const repo = new TestRepo();
    repo.write('notes.txt', file);
    repo.git('-c', 'core.compression=1', 'add', '--all');
    for (const args of [
      ['check', '--content'],
      ['check', '--content', 'notes.txt'],
      ['inspect', ':notes.txt'],
    ]) {
      const report = repo.guardJson(args);
      expect(report.exitCode).toBeGreaterThan(0);
      expect(codes(report.findings, 'notes.txt')).toContain('renamed-bytecode');
    }
  });
});

test('an operand of inspect that cannot be read hides nothing of the others', () => {
  const repo = new TestRepo();
  repo.write('leaky.pyc', LEAKY);
  repo.commitAll();
  for (const other of ['absent.pyc', '.', 'HEAD:absent.pyc', ':absent.pyc', 'nosuch:leaky.pyc']) {
    for (const names of [
      [other, 'leaky.pyc', 'HEAD:leaky.pyc'],
      ['leaky.pyc', 'HEAD:leaky.pyc', other],
    ]) {
      const report = repo.guardJson(['inspect', ...names]);
      expect(report).toMatchObject({ exitCode: 2, error: { message: expect.any(String) } });
      expect(report.files).toHaveLength(2);
      expect(codes(report.findings)).toEqual(expect.arrayContaining(['secret', 'secret']));
      expect(report.warnings).toEqual([{ code: report.error.code, message: report.error.message }]);
      const { stdout, stderr } = repo.guard(['inspect', ...names]);
      expect(stdout).toContain('secret');
      expect(stderr).toMatch(/^error: .*\nhint: .*\n$/);
    }
  }
});

test('a file that cannot be opened hides nothing from check --content, and is not called clean', () => {
  const repo = new TestRepo();
  repo.write('closed.txt');
  repo.write('notes.txt', LEAKY);
  chmodSync(repo.path('closed.txt'), 0);
  const report = JSON.parse(guardAsAnybody(repo, ['--json', 'check', '--content', '.']).stdout);
  expect(codes(report.findings, 'notes.txt')).toContain('renamed-bytecode');
  expect(codes(report.warnings)).toEqual(['cannot-read']);
});

/** Values under the name of a password. */
const passwords = (count: number, value: (index: number) => string): Buffer => {
  const named = Array.from({ length: count }, (_, at) => dict(text('password'), unicode(value(at))));
  return pyc313(code({ consts: tuple(...named) }));
};

// TestRepo ends a program after five minutes, which each of these would take more than if its time grew with the
// square of its size.
test('texts that are made to take long take no longer than others', () => {
  const repo = new TestRepo();
  const texts: Record<string, Buffer> = {
    'connection.pyc': flat('pwd=abcdefg '.repeat(100_000)),
    'alike.pyc': passwords(20_000, (at) => `Aaaaaaaa-1${at}`),
    'alike-to-the-end.pyc': passwords(1000, (at) => `${'a'.repeat(1000 + at)}1`),
    'repeated.pyc': flat('a'.repeat(1_000_000)),
    'brackets.pyc': passwords(4000, () => `[${'a-'.repeat(250)}Q`),
    'one-token.pyc': flat(`${'/'.repeat(2_000_000)}1O/w1cDnyilFU`),
    'paths.pyc': Buffer.from(`${'/'.repeat(399)}".py`.repeat(5000)),
    'json-web-tokens.pyc': flat('eyJ'.repeat(300_000)),
    'logins.pyc': flat(`http://${'a:'.repeat(1_000_000)}`),
    'keys.pyc': flat('-----BEGIN '.repeat(100_000)),
    'spaces.pyc': flat(`password${' '.repeat(1_000_000)}`),
  };
  for (const [name, content] of Object.entries(texts)) repo.write(name, content);
  repo.write('leaky.pyc', LEAKY);
  repo.git('add', '--force', '--all');
  for (const args of [
    ['inspect', '--strings', '--pseudo-source', ...Object.keys(texts), 'leaky.pyc'],
    ['check', '--tracked'],
  ]) {
    const report = repo.guardJson(args);
    expect(report).toMatchObject({ exitCode: 1 });
    expect(codes(report.findings, 'leaky.pyc')).toContain('secret');
  }
});

test('names, ignore files, attributes and hooks that are made to take long take no longer than others', () => {
  const repo = new TestRepo();
  const stars = '*a'.repeat(200);
  repo.write('.gitignore', `${`!${stars}[b].pyc\n`.repeat(300)}!**/${'**/a/'.repeat(40)}__pycache__/\n`);
  const macros = Array.from({ length: 30_000 }, (_, at) => `[attr]m${at} m${at + 1}\n`);
  repo.write('.gitattributes', `${macros.join('')}[attr]m30000 -pyc-guard\n*.pyc m29000\n`);
  repo.write('m.pyc', LEAKY);
  repo.write('.git/hooks/pre-commit', `#!/bin/sh\n${'exec python '.repeat(20_000)}\n`, 0o755);
  const blob = repo.git('hash-object', '-w', 'm.pyc').trim();
  const long = ['.pypy1', '-pytest', '.cpython'].map(
    (part) => `100644 ${blob}\t__pycache__/${part.repeat(20_000)}.pyc\n`,
  );
  repo.run('git', ['update-index', '--index-info'], { input: long.join('') });
  expect(repo.guardJson(['fix', '--dry-run']).exitCode).toBe(0);
  expect(repo.guardJson(['doctor']).exitCode).toBe(1);
  expect(repo.guardJson(['check', '-v', 'm.pyc']).exitCode).toBe(0);
  expect(repo.guardJson(['check', '--tracked']).exitCode).toBeLessThan(2);
  // each of many lines matches each of many files
  repo.write('.gitattributes', '*.pyc -pyc-guard\n'.repeat(5000));
  for (let at = 0; at < 2000; at += 1) repo.write(`many/${at}.pyc`);
  repo.git('add', '--force', 'many');
  expect(repo.guardJson(['check', '-v']).summary.allowed).toBe(2003);
});

test('a signal ends the program between two files', async () => {
  const repo = new TestRepo();
  const names = Array.from({ length: 300 }, (_, at) => `b${at}.pyc`);
  for (const name of names) repo.write(name, PADDED);
  const child = spawn(process.execPath, [GUARD, 'inspect', ...names], {
    cwd: repo.root,
    env: scrubbedEnv(repo.home),
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const ended = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
  await sleep(2000);
  child.kill('SIGTERM');
  expect(await ended).toBe('SIGTERM');
  expect(stdout).toBe('');
});

/** Has a program tell how much memory it had at most, in KiB. */
const MEASURED = `data:text/javascript,${encodeURIComponent(
  'import { writeSync } from "node:fs"; process.on("exit", () => writeSync(2, "RSS " + process.resourceUsage().maxRSS));',
)}`;

describe('many bombs', () => {
  const repo = new TestRepo();
  const BOMBS: readonly Buffer[] = [
    PADDED,
    pyc313(
      code({ consts: Buffer.concat([Buffer.from('('), int32(290_000), Buffer.alloc(870_000, 'z\x01a')]) }),
    ),
    flat('xoxb-'.repeat(400_000)),
  ];
  const names = Array.from({ length: 36 }, (_, at) => `b${at}.pyc`);

  beforeAll(() => {
    names.forEach((name, at) => {
      const bomb = BOMBS[at % BOMBS.length] ?? LEAKY;
      writeFileSync(repo.path(name), bomb);
      writeFileSync(repo.path(`${name}.txt`), bomb);
    });
    repo.git('add', '--force', '--all');
  });

  test.each([
    ['inspect', ['inspect', ...names]],
    ['check on the disk', ['check', ...names]],
    ['check of the index', ['check', '--tracked', '--content']],
  ])('take less than 400 MB of %s', (_, args) => {
    const ran = repo.run(process.execPath, ['--import', MEASURED, GUARD, '--quiet', ...args]);
    expect(ran.code).toBe(1);
    expect(Number(/RSS (\d+)/.exec(ran.stderr)?.[1]) / 1024).toBeLessThan(400);
  });
});
