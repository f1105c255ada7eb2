import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { COMMAND_NAMES } from '../../src/model/commands.ts';
import { plant } from '../helpers/planted.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { type RunOptions, TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';
import { stage } from '../helpers/stage.ts';

const read = (name: string): string => readFileSync(join(PROJECT, name), 'utf8');
const schema = JSON.parse(read('schema.json'));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

/** What a document has wrong, in words. */
function faults(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** A repository in which every command has something to say. */
function polluted(): TestRepo {
  const repo = new TestRepo();
  repo.write('m.py');
  repo.write('.gitignore', '*.log\n*.py{c,o}\n!keep.pyc\n');
  repo.write('.gitattributes', 'fixtures/** -pyc-guard\n');
  repo.write('.git/hooks/pre-commit', '#!/bin/sh\n', 0o755);
  repo.commitAll();
  stage(repo, [
    'm.pyc',
    'M.PYC',
    'caf\xe9/\xff.pyc',
    '__pycache__/f.nbi',
    '__pycache__/README',
    'fixtures/f.pyc',
  ]);
  repo.git('update-index', '--assume-unchanged', 'm.pyc');
  return repo;
}

interface Row {
  readonly args: readonly string[];
  readonly arrange?: (repo: TestRepo) => RunOptions | undefined;
  readonly exitCode: number;
}

const row = (exitCode: number, args: string, arrange?: (repo: TestRepo) => RunOptions | undefined): Row => ({
  args: args.split(' ').filter(Boolean),
  exitCode,
  ...(arrange !== undefined && { arrange }),
});

const after =
  (...args: string[]) =>
  (repo: TestRepo): undefined => {
    repo.guard(args);
  };

const exception = (repo: TestRepo): undefined => {
  repo.write('.gitignore', '*.pyc\n!*.pyc\n');
};

const realBytecode = (repo: TestRepo): undefined => {
  for (const name of ['real.pyc', 'notes.txt']) {
    repo.write(name, plant(readCase('planted/cpython-313.pyc')));
    repo.git('add', '--force', name);
  }
  repo.git('commit', '--quiet', '--no-verify', '--message', 'bytecode');
  repo.write('staged.pyc', plant(readCase('planted/cpython-27.pyc')));
  repo.git('add', '--force', 'staged.pyc');
};

const ROWS: readonly Row[] = [
  row(0, 'install'),
  row(0, 'install --dry-run'),
  row(0, 'install --fix'),
  row(2, 'install', (repo) => ({ cwd: repo.home })),
  row(0, 'uninstall', after('install')),
  row(0, 'uninstall --gitignore --dry-run', after('install')),
  row(1, 'check'),
  row(1, 'check --tracked'),
  row(1, 'check m.pyc m.py'),
  row(1, 'check --stdin', () => ({ input: '"caf\\351/\\377.pyc"\n' })),
  row(0, 'check --files0-from -', () => ({ input: 'm.py\0' })),
  row(2, 'check --stdin', () => ({ input: '"broken' })),
  row(0, 'ignore'),
  row(0, 'ignore', exception),
  row(0, 'ignore --dry-run'),
  row(0, 'untrack'),
  row(0, 'untrack --stray --dry-run'),
  row(2, 'untrack nothing'),
  row(0, 'fix'),
  row(0, 'fix --dry-run'),
  row(0, 'fix --commit'),
  row(0, 'fix', after('fix')),
  row(2, 'fix --no-such-option'),
  row(0, 'clean'),
  row(0, 'clean --dry-run --all'),
  row(2, 'clean --debris'),
  row(0, 'allow tests/** a/'),
  row(0, 'allow x --dry-run'),
  row(2, 'allow !x'),
  row(0, 'rules github'),
  row(0, 'rules gitlab'),
  row(0, 'inspect m.py -'),
  row(1, 'inspect real.pyc --strings --pseudo-source', realBytecode),
  row(1, 'check --content', realBytecode),
  row(1, 'check --range HEAD', realBytecode),
  row(2, 'inspect absent.pyc'),
  row(2, 'inspect'),
  row(1, 'doctor'),
  row(1, 'doctor', after('install')),
  row(1, 'history'),
  row(1, 'history --reflog --no-inspect --html .git/page.html'),
  row(0, 'history --purge --dry-run'),
  row(2, 'history --purge --yes'),
  row(2, 'nonsense'),
  row(2, '--no-such-option'),
];

describe('schema.json', () => {
  test.each(ROWS.map((each) => [each.args.join(' '), each.exitCode, each] as const))(
    'describes what `%s` prints when it exits %i',
    (_args, exitCode, { args, arrange }) => {
      const repo = polluted();
      const options = arrange?.(repo);
      const ran = repo.guard(['--json', ...args], options);
      const document = JSON.parse(ran.stdout);
      expect(faults(document)).toEqual([]);
      expect({ told: document.exitCode, really: ran.code, command: document.command }).toEqual({
        told: exitCode,
        really: exitCode,
        command: args.find((arg) => !arg.startsWith('-')) ?? '',
      });
    },
  );

  test('has been held against every command', () => {
    const seen = new Set(ROWS.map(({ args }) => args[0]));
    expect(COMMAND_NAMES.filter((name) => !seen.has(name))).toEqual([]);
  });

  const document = {
    schemaVersion: 1,
    command: 'fix',
    version: '0.1.0',
    root: '/r',
    dryRun: false,
    exitCode: 0,
    findings: [],
    actions: [],
    summary: {},
    warnings: [],
  };
  const finding = { code: 'cache-file', severity: 'error', message: 'x', path: 'm.pyc', kind: 'pyc' };

  test.each<[string, object]>([
    ['an unknown field', { surprise: 1 }],
    ['another version', { schemaVersion: 2 }],
    ['an exit code that is none', { exitCode: 4 }],
    ['a failure that says nothing', { exitCode: 2 }],
    ['an error without a hint', { exitCode: 2, error: { code: 'usage', message: 'x' } }],
    ['an error beside success', { error: { code: 'usage', message: 'x', hint: 'y' } }],
    ['an unknown finding', { findings: [{ ...finding, code: 'nonsense' }] }],
    [
      'a cache file without its kind',
      { findings: [{ ...finding, kind: undefined }].map((each) => JSON.parse(JSON.stringify(each))) },
    ],
    ['an unknown action', { actions: [{ do: 'explode', path: 'x' }] }],
    ['a patch without lines', { actions: [{ do: 'patch-ignore', path: '.gitignore', lines: [] }] }],
    ['a negative count', { summary: { untracked: -1 } }],
  ])('refuses %s', (_what, change) => {
    expect(faults({ ...document, findings: [finding], exitCode: 1 })).toEqual([]);
    expect(faults({ ...document, ...change })).not.toEqual([]);
  });

  test('describes a file that inspect has read', () => {
    const file = {
      path: 'm.pyc',
      python: '3.13',
      implementation: 'CPython',
      magic: 3571,
      validation: 'timestamp',
      mtime: '2026-01-02T03:04:05Z',
      sourceSize: 12,
      sourceHash: '0123456789abcdef',
      compiledFrom: '/home/me/m.py',
      source: { path: 'm.py', state: 'agrees' },
      read: 'full',
      counts: { names: 3 },
      names: ['a'],
      strings: ['b'],
    };
    expect(faults({ ...document, command: 'inspect', files: [file] })).toEqual([]);
    expect(faults({ ...document, command: 'inspect', files: [{ ...file, read: 'maybe' }] })).not.toEqual([]);
  });
});
