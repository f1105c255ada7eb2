import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { FORMATS } from '../../src/report/formats.ts';
import { fakeSecret } from '../helpers/fake-secrets.ts';
import { bytes, code, dict, list, pyc313, text, tuple, unicode } from '../helpers/marshal-writer.ts';
import { PLANTED, PLANTS, plant } from '../helpers/planted.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { type Ran, TestRepo } from '../helpers/repo.ts';

/** Split by the compiler, so that nothing can know them; that is documented. */
const SPLIT = PLANTS.flatMap(({ lost = [] }, number) => (lost.length > 0 ? [number] : []));

/** One of each kind; that all are found is shown in test/unit/secrets/planted.test.ts. */
const FIXTURES = ['cpython-27', 'cpython-313'];

const repo = new TestRepo();
const name = (at: number): string => `p${at}/__pycache__/m.cpython-313.pyc`;
let files: string[] = [];

beforeAll(() => {
  files = FIXTURES.map((fixture, at) => {
    repo.write(name(at), plant(readCase(`planted/${fixture}.pyc`)));
    return name(at);
  });
  // a Java class, a file that ends too early, one whose code can't be read, and text behind the code
  const whole = plant(readCase('planted/cpython-312.pyc'));
  const hostile: Readonly<Record<string, Buffer>> = {
    'cut.pyc': whole.subarray(0, whole.length - 200),
    'broken.pyc': Buffer.concat([
      whole.subarray(0, 16),
      Buffer.from('c'),
      Buffer.alloc(30),
      whole.subarray(16),
    ]),
    'trailing.pyc': Buffer.concat([whole, Buffer.from(PLANTED.join('\n'))]),
    'renamed.txt': whole,
  };
  for (const [path, content] of Object.entries(hostile)) repo.write(path, content);
  files.push(...Object.keys(hostile));
  repo.git('add', '--force', '--all');
});

/** No value and no piece of one that could be used, as it is or as any format may spell it. */
function expectNothingOf(values: readonly string[], { stdout, stderr }: Ran): void {
  const printed = stdout + stderr;
  const unescaped = printed.replace(/\\u\{?([0-9a-f]+)\}?/gi, (_, hex) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  for (const where of [printed, unescaped, unescaped.replaceAll('\\n', '\n').replaceAll('%0A', '\n')])
    for (const value of values) {
      const middle = value.length >> 1;
      const pieces = [value.slice(-9), value.slice(middle, middle + 12), value];
      for (const piece of pieces)
        if (where.includes(piece)) throw new Error(`printed: ${value.slice(0, 4)}…`);
    }
}

const DEBUG = {
  DEBUG: '*',
  NODE_DEBUG: '*',
  NODE_OPTIONS: '--trace-warnings',
  PYC_GUARD_DEBUG: '1',
  GIT_TRACE: '1',
};
const NOISE = [
  { how: 'as it is', flags: [], env: {} },
  { how: 'at any verbosity, with debugging on', flags: ['--verbose', '--color'], env: DEBUG },
] as const;

describe.each(NOISE)('$how', ({ flags, env }) => {
  const run = (...args: string[]): Ran => repo.guard([...args, ...flags], { env });

  test.each(FORMATS)('no planted value is in what inspect and check print as %s', (format) => {
    for (const args of [
      ['inspect', ...files],
      ['check', '--content'],
    ]) {
      const ran = run(...args, '--format', format);
      expect(ran.code).toBe(1);
      expectNothingOf(PLANTED, ran);
    }
  });

  test('nor in what they print of a file in the index and on the disk', () => {
    expectNothingOf(PLANTED, run('inspect', ...files.map((path) => `:${path}`)));
    expectNothingOf(PLANTED, run('check', '--tracked'));
    expectNothingOf(PLANTED, run('check', ...files));
  });

  test.each(['human', 'json'])('nor in the texts of a file, as %s', (format) => {
    const values = PLANTED.filter((_, number) => !SPLIT.includes(number));
    expectNothingOf(values, run('inspect', ...files, '--strings', '--pseudo-source', '--format', format));
  });

  test('nor in errors', () => {
    const input = plant(readCase('planted/cpython-313.pyc'));
    for (const args of [
      ['inspect', '-', '--reveal', '--strings'],
      ['inspect', ...files, 'absent'],
      ['check', '--stdin'],
      ['check', '--files0-from', files[0] ?? ''],
      ['inspect', ...files, '--output', repo.path('p0')],
    ]) {
      const ran = repo.guard([...args, ...flags], { env, input: args.includes('-') ? input : '"' });
      expect(ran.code).toBe(2);
      if (!args.includes('--files0-from')) expectNothingOf(PLANTED, ran);
    }
  });
});

describe('--reveal', () => {
  test('needs a terminal or --yes, and shows texts as they are', () => {
    const [file = ''] = files;
    const refused = repo.guardJson(['inspect', file, '--strings', '--reveal']);
    expect(refused).toMatchObject({ exitCode: 2, error: { code: 'not-a-terminal' } });
    const revealed = repo.guardJson(['inspect', file, '--strings', '--pseudo-source', '--reveal', '--yes']);
    expect(revealed.files[0].strings).toContain(PLANTED[0]);
    expect(revealed.files[0].pseudoSource).toContain(`PLAIN = "${PLANTED[0]}"`);
    expect(JSON.stringify(revealed.findings)).not.toContain(PLANTED[0]);
  });

  test('alone makes no sense', () => {
    expect(repo.guard(['inspect', files[0] ?? '', '--reveal', '--yes']).code).toBe(2);
  });
});

describe('a value is masked', () => {
  const token = fakeSecret('github', 5);
  const pem = fakeSecret('pem', 6);
  const raw = (content: string): Buffer => {
    const header = Buffer.alloc(5);
    header.write('s');
    header.writeInt32LE(content.length, 1);
    return Buffer.concat([header, Buffer.from(content, 'latin1')]);
  };
  test.each([
    ['as the key of a dictionary', { consts: tuple(dict(text(token), text('value'))) }],
    ['in bytes that are no text', { consts: tuple(raw(`\xff ${token}`)) }],
    ['in bytes where Python escapes its line ends', { consts: tuple(raw(`\xff${pem}`)) }],
    ['as a name', { names: tuple(text(token)), consts: tuple() }],
    ['in the path of the source', { filename: text(`/home/bob/${token}/m.py`), consts: tuple() }],
    [
      'far inside the path of the source',
      { filename: unicode(`/home/bob/${'d'.repeat(170)}/${token}/m.py`) },
    ],
    ['in a list', { consts: tuple(list(text('x'), bytes(token))) }],
  ])('%s', (_, parts) => {
    const file = repo.path('one.pyc');
    writeFileSync(file, pyc313(code(parts)));
    writeFileSync(repo.path('one.py'), '');
    for (const format of FORMATS)
      expectNothingOf(
        [token, pem],
        repo.guard(['inspect', file, '--strings', '--pseudo-source', '--format', format]),
      );
    expectNothingOf([token, pem], repo.guard(['check', file]));
  });
});

test('history tells no planted value either, at any verbosity, nor does its page', () => {
  const past = new TestRepo();
  past.write('m.pyc', plant(readCase('planted/cpython-311.pyc')));
  past.commitAll();
  past.git('rm', '--quiet', 'm.pyc');
  past.commitAll();
  const page = past.path('page.html');
  for (const args of [['--json'], [], ['--verbose'], ['--html', page]]) {
    const ran = past.guard(['history', ...args], { env: DEBUG });
    expect(ran.code).toBe(1);
    expect(ran.stdout).not.toBe('');
    expectNothingOf(PLANTED, ran);
  }
  expectNothingOf(PLANTED, { ...past.guard(['history']), stdout: readFileSync(page, 'utf8') });
});

test('of a file with more secrets than are looked for, no text is shown', () => {
  const tokens = Array.from({ length: 300 }, (_, seed) => fakeSecret('github', 1000 + seed));
  const file = join(repo.root, 'flood.pyc');
  writeFileSync(file, pyc313(code({ consts: tuple(...tokens.map(text)) })));
  const ran = repo.guard(['inspect', file, '--strings', '--pseudo-source']);
  expectNothingOf(tokens, ran);
  expect(ran.stderr).toContain('has more secrets than can be masked');
});
