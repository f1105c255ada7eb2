import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testWith } from '../helpers/needs.ts';
import { snapshot, TestRepo } from '../helpers/repo.ts';
import { bytes } from '../helpers/scratch.ts';
import { blob, stage, trackedBytes } from '../helpers/stage.ts';

const files = (repo: TestRepo) => snapshot(repo.root, ['.git']);

/** A repository that tracks caches and sources, with files on disk. */
function polluted(): TestRepo {
  const repo = new TestRepo();
  for (const name of [
    'm.py',
    'pkg/n.py',
    'm.pyc',
    'pkg/__pycache__/n.cpython-313.pyc',
    'pkg/__pycache__/README',
  ]) {
    repo.write(name, `${name}\n`);
  }
  repo.commitAll();
  return repo;
}

const CACHES = ['m.pyc', 'pkg/__pycache__/n.cpython-313.pyc'];
const LEFT = ['m.py', 'pkg/__pycache__/README', 'pkg/n.py'];

/** Runs `untrack` and holds it to leave every file on disk alone. */
function untrack(repo: TestRepo, ...args: string[]) {
  const before = files(repo);
  const report = repo.guardJson(['untrack', ...args]);
  expect(report).toMatchObject({ exitCode: 0 });
  expect(files(repo)).toEqual(before);
  return report;
}

describe('untrack leaves every other entry of the index as it is', () => {
  test('entries that are assume-unchanged or skip-worktree', () => {
    const repo = polluted();
    repo.git('update-index', '--assume-unchanged', 'm.pyc', 'm.py');
    repo.git('update-index', '--skip-worktree', 'pkg/__pycache__/n.cpython-313.pyc', 'pkg/n.py');

    const { findings } = untrack(repo);

    expect(repo.git('ls-files', '-v').split('\n').filter(Boolean)).toEqual([
      'h m.py',
      'H pkg/__pycache__/README',
      'S pkg/n.py',
    ]);
    expect(findings.filter(({ code }: { code: string }) => code === 'index-flag')).toMatchObject([
      { severity: 'note', path: 'm.pyc', message: expect.stringContaining('assume-unchanged') },
      { severity: 'note', path: CACHES[1], message: expect.stringContaining('skip-worktree') },
    ]);
  });

  test('conflicted entries, of caches and of sources', () => {
    const repo = polluted();
    const oid = blob(repo, 'side\n');
    for (const path of ['m.pyc', 'm.py']) {
      repo.git('update-index', '--force-remove', path);
      stage(
        repo,
        [1, 2, 3].map((side) => ({ path, oid, stage: side })),
      );
    }

    expect(untrack(repo).summary).toMatchObject({ untracked: 2 });

    expect(trackedBytes(repo, '--unmerged').map((line) => line.split('\t')[1])).toEqual([
      'm.py',
      'm.py',
      'm.py',
    ]);
    expect(new Set(trackedBytes(repo))).toEqual(new Set(LEFT));
  });

  test('entries that are only intended to be added', () => {
    const repo = polluted();
    for (const name of ['new.py', 'new.pyc']) repo.write(name);
    repo.git('add', '--force', '--intent-to-add', 'new.py', 'new.pyc');

    expect(untrack(repo).summary).toMatchObject({ untracked: 3 });

    expect(repo.status('--untracked-files=no')).toEqual(expect.arrayContaining([' A new.py']));
    expect(repo.tracked()).not.toContain('new.pyc');
  });

  test('a split index stays split', () => {
    const repo = polluted();
    repo.git('update-index', '--split-index');
    expect(repo.git('rev-parse', '--shared-index-path')).not.toBe('');

    untrack(repo);

    expect(repo.git('rev-parse', '--shared-index-path')).not.toBe('');
    expect(repo.tracked()).toEqual(LEFT);
  });

  test('a sparse index stays sparse, and caches outside the cone go as well', () => {
    const repo = polluted();
    repo.write('far/away/x.py');
    repo.write('far/away/x.pyc');
    repo.write('other/deep/y.py');
    repo.commitAll();
    repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'pkg');
    const sparse = (): string[] => trackedBytes(repo, '--sparse').filter((path) => path.endsWith('/'));
    expect(sparse()).toEqual(['far/', 'other/']);

    expect(untrack(repo).summary).toMatchObject({ untracked: 3 });

    expect(sparse()).toContain('other/');
    expect(repo.tracked()).toEqual(['far/away/x.py', 'm.py', 'other/deep/y.py', ...LEFT.slice(1)]);
  });

  test('everything that is staged stays staged', () => {
    const repo = polluted();
    for (const name of ['a.txt', 'b.txt', 'c.sh', 'd.txt']) repo.write(name, `${name} with some text\n`);
    repo.commitAll();
    repo.git('mv', 'a.txt', 'renamed.txt');
    repo.git('rm', '--quiet', '--cached', 'b.txt');
    repo.git('update-index', '--chmod=+x', 'c.sh');
    repo.write('d.txt', 'staged\n');
    repo.write('new.txt');
    repo.git('add', 'd.txt', 'new.txt');
    repo.write('d.txt', 'staged, then changed\n');
    const staged = () =>
      repo
        .git('diff', '--cached', '--raw', '--no-renames', '--no-abbrev')
        .split('\n')
        .filter((line) => !line.endsWith('.pyc'));
    const before = staged();
    expect(before).toHaveLength(7);

    untrack(repo);

    expect(staged()).toEqual(before);
    const modes = repo.git('config', 'core.fileMode') === 'true\n'; // without them git takes that of c.sh from the index
    expect(repo.git('diff', '--name-only')).toBe(modes ? 'c.sh\nd.txt\n' : 'd.txt\n');
  });
});

describe('untrack', () => {
  testWith('POSIX programs')('takes 100,000 cache files with a handful of git processes', () => {
    const repo = polluted();
    stage(
      repo,
      Array.from({ length: 100_000 }, (_, i) => `d${i % 500}/__pycache__/m${i}.cpython-313.pyc`),
    );
    const bin = join(repo.home, 'bin');
    mkdirSync(bin);
    const real = repo.run('sh', ['-c', 'command -v git']).stdout.trim();
    repo.write('../home/bin/git', `#!/bin/sh\necho "$*" >>"$HOME/started"\nexec '${real}' "$@"\n`, 0o755);

    const { code } = repo.guard(['untrack'], { env: { PATH: `${bin}:${process.env.PATH}` } });

    expect(code).toBe(0);
    expect(repo.tracked()).toEqual(LEFT);
    const started = readFileSync(join(repo.home, 'started'), 'utf8').trim().split('\n');
    expect(started.filter((line) => line.includes(' update-index '))).toHaveLength(1);
    expect(started.length).toBeLessThanOrEqual(8);
  });

  test('takes names that are no UTF-8, and reports their exact bytes', () => {
    const repo = polluted();
    stage(repo, ['caf\xe9/\xff.pyc', 'caf\xe9/\xff.py']);
    const { actions } = untrack(repo);
    expect(actions).toContainEqual({
      do: 'untrack',
      path: 'caf\ufffd/\ufffd.pyc',
      pathBytes: bytes('caf\xe9/\xff.pyc').toString('base64'),
    });
    expect(trackedBytes(repo).sort()).toEqual(['caf\xe9/\xff.py', ...LEFT].sort());
  });

  test('leaves strays, and warns of them; --stray takes them', () => {
    const repo = polluted();
    expect(untrack(repo)).toMatchObject({
      findings: [{ code: 'stray', severity: 'warning', path: 'pkg/__pycache__/README' }],
      summary: { untracked: 2, strays: 1 },
    });
    expect(repo.guard(['untrack', '--stray', '--dry-run']).stdout).toContain(
      'would remove 1 other file in __pycache__ from git;',
    );
    expect(untrack(repo, '--stray')).toMatchObject({ findings: [], summary: { untracked: 1, strays: 0 } });
    expect(repo.tracked()).toEqual(['m.py', 'pkg/n.py']);
  });

  test('warns of capitals that no ignore line covers here', () => {
    const repo = polluted();
    repo.git('config', 'core.ignoreCase', 'false');
    stage(repo, ['OLD.PYC', 'OLD.py']);
    const { warnings } = untrack(repo);
    expect(warnings).toMatchObject([{ code: 'not-ignored', message: expect.stringContaining('OLD.PYC') }]);
    repo.git('config', 'core.ignoreCase', 'true');
    stage(repo, ['OLD.PYC', 'OLD.py']);
    expect(untrack(repo).warnings).toEqual([]);
  });

  test('leaves allowed files, and says how many', () => {
    const repo = polluted();
    repo.write('.gitattributes', 'pkg/** -pyc-guard\n');
    expect(untrack(repo)).toMatchObject({
      summary: { untracked: 1, allowed: 2 },
      warnings: [{ code: 'allowed' }],
    });
    expect(repo.tracked()).toEqual(expect.arrayContaining(['pkg/__pycache__/n.cpython-313.pyc']));
  });

  const NAMED: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['a file', '.', ['m.pyc'], [CACHES[1] ?? '']],
    ['a folder', '.', ['pkg'], ['m.pyc']],
    ['a folder with a slash', '.', ['pkg/'], ['m.pyc']],
    ['the folder it is in', 'pkg', ['.'], ['m.pyc']],
    ['a file from a sub-folder', 'pkg', ['../m.pyc'], [CACHES[1] ?? '']],
    ['a __pycache__', 'pkg', ['__pycache__'], ['m.pyc']],
    ['two files', '.', ['./m.pyc', 'pkg//__pycache__/n.cpython-313.pyc'], []],
    ['nothing, from a sub-folder', 'pkg', [], []],
  ];

  test.each(NAMED)('by name: %s', (_what, from, names, remaining) => {
    const repo = polluted();
    expect(repo.guard(['untrack', ...names], { cwd: repo.path(from) }).code).toBe(0);
    expect(repo.tracked().filter((path) => path.endsWith('.pyc'))).toEqual(remaining);
  });

  testWith('POSIX names')('takes names as they are, wildcards and pathspec magic included', () => {
    const repo = polluted();
    stage(repo, [':(top)x.pyc', '*.pyc']);
    expect(repo.guard(['untrack', '*.pyc', ':(top)x.pyc']).code).toBe(0);
    expect(repo.tracked()).toEqual([...LEFT, ...CACHES].sort());
  });
});
