import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

interface Allowed {
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
  readonly pattern?: string;
}

interface Seen {
  readonly exitCode: number;
  readonly allowed: readonly Allowed[];
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly line?: number }[];
}

const ask = (repo: TestRepo, ...args: string[]): Seen => repo.guardJson(args) as unknown as Seen;

const wide = ({ findings }: Seen) => findings.filter(({ code }) => code === 'allow-all');

function withPyc(...paths: string[]): TestRepo {
  const repo = new TestRepo();
  for (const path of paths) repo.write(path);
  return repo;
}

function stage(repo: TestRepo): void {
  repo.git('add', '--force', '--all');
}

describe('what is allowed is named with the line that allows it', () => {
  test('of whatever file: the repository, its info, a folder, the user, a macro', () => {
    const repo = withPyc(
      'top.pyc',
      'info.pyc',
      'sub/deep/nested.pyc',
      'user.pyc',
      'macro.pyc',
      'two words.pyc',
    );
    repo.write(
      '.gitattributes',
      '[attr]fixture -text -pyc-guard\n# top\ntop.pyc -pyc-guard\nmacro.pyc fixture\n',
    );
    repo.write('sub/.gitattributes', '\n\ndeep/*.pyc -pyc-guard text\n');
    mkdirSync(join(repo.root, '.git/info'), { recursive: true });
    writeFileSync(
      join(repo.root, '.git/info/attributes'),
      'info.pyc -pyc-guard\n"two words.pyc" -pyc-guard\n',
    );
    const users = join(repo.home, 'my-attributes');
    writeFileSync(users, 'other\nuser.pyc -pyc-guard\n');
    repo.git('config', 'core.attributesFile', users);
    stage(repo);
    const expected = [
      { path: 'info.pyc', file: '.git/info/attributes', line: 1, pattern: 'info.pyc' },
      { path: 'macro.pyc', file: '.gitattributes', line: 4, pattern: 'macro.pyc' },
      { path: 'sub/deep/nested.pyc', file: 'sub/.gitattributes', line: 3, pattern: 'deep/*.pyc' },
      { path: 'top.pyc', file: '.gitattributes', line: 3, pattern: 'top.pyc' },
      { path: 'two words.pyc', file: '.git/info/attributes', line: 2, pattern: 'two words.pyc' },
      { path: 'user.pyc', file: users, line: 2, pattern: 'user.pyc' },
    ];
    for (const args of [['check'], ['check', '--tracked'], ['doctor']]) {
      expect(ask(repo, ...args).allowed).toEqual(expected);
    }
    expect(repo.guard(['check', '--verbose']).stdout).toContain(
      'allowed sub/deep/nested.pyc (sub/.gitattributes:3 deep/*.pyc)',
    );
    expect(repo.guard(['doctor']).stdout).toContain('allowed macro.pyc (.gitattributes:4 macro.pyc)');
    expect(ask(repo, 'doctor').findings.filter(({ code }) => code === 'allow-unused')).toEqual([]);
  });

  test('the line that goes first, as git goes through them', () => {
    const repo = withPyc('a/x.pyc');
    repo.write('.gitattributes', 'x.pyc -pyc-guard\na/x.pyc -pyc-guard\n*.txt -pyc-guard\n');
    repo.write('a/.gitattributes', 'x.pyc text\n');
    stage(repo);
    expect(ask(repo, 'check').allowed).toMatchObject([{ file: '.gitattributes', line: 2 }]);
  });

  test('of a range: as it is at its end, whatever the work tree says now', () => {
    const repo = withPyc('x.pyc');
    repo.write('.gitattributes', '\nx.pyc -pyc-guard\n');
    repo.commitAll();
    repo.write('.gitattributes', 'x.pyc -pyc-guard\n');
    expect(ask(repo, 'check', '--range', 'HEAD').allowed).toEqual([
      { path: 'x.pyc', file: '.gitattributes', line: 2, pattern: 'x.pyc' },
    ]);
  });

  test('from the index, where the work tree lacks the file', () => {
    const repo = withPyc('x.pyc');
    repo.write('.gitattributes', 'x.pyc -pyc-guard\n');
    stage(repo);
    rmSync(join(repo.root, '.gitattributes'));
    expect(ask(repo, 'check').allowed).toMatchObject([{ file: '.gitattributes', line: 1 }]);
  });

  test('nothing, where nothing is', () => {
    const repo = withPyc('x.pyc');
    stage(repo);
    expect(ask(repo, 'check').allowed).toEqual([]);
    expect(ask(repo, 'doctor').allowed).toEqual([]);
  });
});

describe('an allowance for everything is a warning', () => {
  test.each([
    ['* -pyc-guard'],
    ['** -pyc-guard'],
    ['*.pyc -pyc-guard'],
    ['*.py? text -pyc-guard'],
    ['__pycache__/** -pyc-guard\n**/__pycache__/** -pyc-guard'],
    ['*/** -pyc-guard'],
    ['*.cpython-313.pyc -pyc-guard'],
    ['[attr]binary -diff -pyc-guard\n*.pyc binary'],
    ['[attr]a b\n[attr]b -pyc-guard\n* a'],
  ])('%j', (attributes) => {
    const repo = withPyc('pkg/__pycache__/m.cpython-313.pyc');
    repo.write('.gitattributes', `${attributes}\n`);
    stage(repo);
    const line = attributes.split('\n').length;
    for (const command of ['check', 'doctor']) {
      expect(wide(ask(repo, command))).toContainEqual(expect.objectContaining({ severity: 'warning', line }));
    }
    expect(ask(repo, 'check').exitCode).toBe(0);
  });

  test.each([
    ['tests/fixtures/** -pyc-guard'],
    ['m.cpython-313.pyc -pyc-guard'],
    ['* -pyc-guard\n* !pyc-guard\npkg/** -pyc-guard'],
    ['*.png -pyc-guard\npkg/**/*.pyc -pyc-guard'],
  ])('but not %j', (attributes) => {
    const repo = withPyc('pkg/__pycache__/m.cpython-313.pyc', 'tests/fixtures/a.pyc');
    repo.write('.gitattributes', `${attributes}\n`);
    stage(repo);
    expect(wide(ask(repo, 'check'))).toEqual([]);
    expect(wide(ask(repo, 'doctor'))).toEqual([]);
  });

  test('also one in a file that nobody else has', () => {
    const repo = withPyc('x.pyc');
    mkdirSync(join(repo.root, '.git/info'), { recursive: true });
    writeFileSync(join(repo.root, '.git/info/attributes'), '*.pyc -pyc-guard\n');
    stage(repo);
    expect(wide(ask(repo, 'check'))).toMatchObject([{ file: '.git/info/attributes', line: 1 }]);
  });
});

test('a macro that allows is unused only where no cache file has it', () => {
  const repo = withPyc('x.pyc');
  repo.write(
    '.gitattributes',
    '[attr]fixture -pyc-guard\nx.pyc fixture\n[attr]lost -pyc-guard\n*.txt lost\n',
  );
  stage(repo);
  expect(ask(repo, 'doctor').findings.filter(({ code }) => code === 'allow-unused')).toMatchObject([
    { file: '.gitattributes', line: 3 },
  ]);
});
