import type { Buffer } from 'node:buffer';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { PATHS } from '../cases/paths.ts';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { bytes, PROJECT } from '../helpers/scratch.ts';

const CACHE = 'pkg/__pycache__/m.cpython-313.pyc';
const SCRIPT = join(PROJECT, 'hooks', 'pre-commit-framework');

/** What the manifest's two hooks start, as the framework starts them. */
const HOOKS: readonly (readonly [string, readonly string[]])[] = [
  ['pyc-guard', [SCRIPT]],
  ['pyc-guard-cli', [process.execPath, GUARD, 'check']],
];

describe.each(HOOKS)('the hook %s of the framework', (_, [program = '', ...args]) => {
  let repo: TestRepo;

  const start = (names: readonly (string | Buffer)[], env: Readonly<Record<string, string>> = {}) =>
    repo.run(program, [...args, ...names] as string[], { env: { PRE_COMMIT: '1', ...env } });
  const range = (from: string, to: string) => ({ PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to });
  const tip = (): string => repo.git('rev-parse', 'HEAD').trim();

  beforeEach(() => {
    repo = new TestRepo();
    repo.write('pkg/m.py');
    repo.commitAll();
  });

  test('blocks names that are handed over, whether they are committed or staged', () => {
    repo.write(CACHE);
    repo.commitAll();
    const { code, stdout, stderr } = start(['pkg/m.py', CACHE]);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(CACHE);
    expect(start(['pkg/m.py']).code).toBe(0);
  });

  test('attributes are respected, and every name of a long list is looked at', () => {
    repo.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    expect(start(['fixtures/m.pyc', 'fixtures/__pycache__/x']).code).toBe(0);
    const many = Array.from({ length: 3000 }, (_, i) => `fixtures/${i}.pyc`);
    expect(start([...many, 'a.py']).code).toBe(0);
    expect(start([...many, 'b.pyc']).code).toBe(1);
  });

  test('a link named __pycache__ is blocked, a file of that name is not', () => {
    symlinkSync('pkg', repo.path('__pycache__'));
    repo.write('a/__pycache__');
    expect(start(['__pycache__']).code).toBe(1);
    expect(start(['a/__pycache__']).code).toBe(0);
  });

  test('what is staged is looked at, though its file is gone and no name is handed over', () => {
    repo.write(CACHE);
    repo.git('add', '--force', CACHE);
    rmSync(repo.path(CACHE));
    expect(start([]).code).toBe(1);
    expect(start(['pkg/m.py']).code).toBe(1);
  });

  test('each commit of a range is looked at, also what the next one removes', () => {
    const before = tip();
    repo.git('branch', 'origin-has-it');
    repo.write(CACHE);
    repo.commitAll();
    const added = tip();
    repo.git('update-ref', 'refs/remotes/origin/topic', added); // as in CI: what is checked was pushed already
    repo.git('rm', '--quiet', CACHE);
    repo.commitAll();
    const after = tip();
    const { code, stdout, stderr } = start(['pkg/m.py'], range(before, after));
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(CACHE);
    expect(start(['pkg/m.py'], range(added, after)).code).toBe(0);
    expect(start([], range('origin-has-it', 'main')).code).toBe(1);
  });

  test('attributes are respected in a range, those of its tip', () => {
    const before = tip();
    repo.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    repo.write('fixtures/m.pyc');
    repo.commitAll();
    expect(start(['fixtures/m.pyc'], range(before, tip())).code).toBe(0);
    repo.write('.gitattributes', '');
    repo.commitAll();
    expect(start([], range(before, tip())).code).toBe(1);
  });

  test('commits that are not there are no reason to pass', () => {
    expect(start([], range('1'.repeat(40), tip())).code).not.toBe(0);
  });

  test('a clean commit, and nothing at all, pass', () => {
    expect(start([]).code).toBe(0);
    repo.write('pkg/n.py');
    repo.git('add', 'pkg/n.py');
    expect(start(['pkg/n.py']).code).toBe(0);
  });
});

test('the script says the same as the classifier of every name', () => {
  const repo = new TestRepo();
  const wrong = PATHS.filter(({ path, kind }) => {
    const { code } = repo.run(SCRIPT, [bytes(path)]);
    return code !== (kind === 'none' ? 0 : 1);
  });
  expect(wrong).toEqual([]);
});

test('PYC_GUARD=0 switches the script off', () => {
  const repo = new TestRepo();
  const env = { PYC_GUARD: '0' };
  expect(repo.run(SCRIPT, ['m.pyc'], { env }).code).toBe(0);
});

test.each(['dash', 'bash', 'busybox'])('the script says the same under %s', (shell) => {
  const repo = new TestRepo();
  const start = (...names: string[]) =>
    repo.run(shell, [...(shell === 'busybox' ? ['sh'] : []), SCRIPT, ...names]).code;
  expect([start('a b.PYC'), start('a.py', '*'), start('x$py.class'), start('é\n.pyo')]).toEqual([1, 0, 1, 1]);
});
