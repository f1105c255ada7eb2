import { describe, expect, test } from '@jest/globals';
import { snapshot, TestRepo } from '../helpers/repo.ts';
import { blob, stage } from '../helpers/stage.ts';

const LINES = '__pycache__/\n*.py[cod]\n*$py.class\n';

/** A repository that tracks two caches. */
function polluted(ignore?: string): TestRepo {
  const repo = new TestRepo();
  for (const name of ['m.py', 'm.pyc', 'pkg/__pycache__/n.pyc', 'pkg/n.py']) repo.write(name);
  if (ignore !== undefined) repo.write('.gitignore', ignore);
  repo.commitAll('polluted');
  return repo;
}

/** What the last commit changed, as status and path. */
const committed = (repo: TestRepo): string[] =>
  repo.git('show', '--format=', '--name-status', '--no-renames', 'HEAD').trim().split('\n');

const withoutComment = (text: string): string => text.replace(/^#.*\n/gm, '');

describe('fix', () => {
  test('stages the patch and the removals, and nothing comes back', () => {
    const repo = polluted();
    expect(repo.guard(['fix']).code).toBe(0);
    expect(repo.status()).toEqual(['A  .gitignore', 'D  m.pyc', 'D  pkg/__pycache__/n.pyc']);
    repo.git('commit', '--quiet', '--message', 'x');
    repo.git('add', '--all');
    expect(repo.status()).toEqual([]);
  });

  test('leaves .gitignore unstaged where the user has unstaged changes in it, and says so', () => {
    const repo = polluted('*.log\n');
    repo.write('.gitignore', '*.log\n*.tmp\n');
    expect(repo.guardJson(['fix']).warnings).toMatchObject([{ code: 'not-staged' }]);
    expect(repo.status()).toEqual([' M .gitignore', 'D  m.pyc', 'D  pkg/__pycache__/n.pyc']);
    expect(withoutComment(repo.read('.gitignore'))).toBe(`*.log\n*.tmp\n${LINES}`);
  });

  test('keeps what of .gitignore is staged', () => {
    const repo = polluted('*.log\n');
    repo.write('.gitignore', '*.log\n*.tmp\n');
    repo.git('add', '.gitignore');
    expect(repo.guard(['fix']).code).toBe(0);
    expect(withoutComment(repo.git('show', ':.gitignore'))).toBe(`*.log\n*.tmp\n${LINES}`);
  });

  test('works in the middle of a merge, conflicts included', () => {
    const repo = polluted();
    repo.git('checkout', '--quiet', '-b', 'other');
    for (const name of ['m.py', 'm.pyc']) repo.write(name, 'theirs\n');
    repo.commitAll();
    repo.git('checkout', '--quiet', 'main');
    for (const name of ['m.py', 'm.pyc']) repo.write(name, 'ours\n');
    repo.commitAll();
    expect(repo.tryGit(['merge', 'other']).code).toBe(1);
    const files = snapshot(repo.root, ['.git', '.gitignore']);

    expect(repo.guard(['fix']).code).toBe(0);

    expect(repo.status()).toEqual(
      ['A  .gitignore', 'UU m.py', 'D  m.pyc', 'D  pkg/__pycache__/n.pyc'].sort(byPath),
    );
    expect(snapshot(repo.root, ['.git', '.gitignore'])).toEqual(files);
    repo.write('m.py', 'both\n');
    repo.git('add', 'm.py');
    expect(repo.tryGit(['commit', '--no-edit']).code).toBe(0);
    expect(repo.tracked()).toEqual(['.gitignore', 'm.py', 'pkg/n.py']);
  });

  test('leaves a conflicted .gitignore to the user, with our lines in the file', () => {
    const repo = polluted('*.log\n');
    const oid = blob(repo, '*.tmp\n');
    repo.git('update-index', '--force-remove', '.gitignore');
    stage(
      repo,
      [1, 2, 3].map((side) => ({ path: '.gitignore', oid, stage: side })),
    );
    expect(repo.guardJson(['fix'])).toMatchObject({ exitCode: 0, warnings: [{ code: 'not-staged' }] });
    expect(repo.git('ls-files', '--unmerged').trim().split('\n')).toHaveLength(3);
    expect(repo.tracked()).not.toContain('m.pyc');
    expect(repo.read('.gitignore')).toContain('*.py[cod]');
  });

  const PLANS: readonly (readonly string[])[] = [
    ['untrack'],
    ['untrack', '--stray'],
    ['ignore'],
    ['fix'],
    ['fix', '--commit'],
    ['install', '--fix'],
    ['allow', 'tests/**', 'b c'],
  ];

  test.each(PLANS)('the plan that %s %s prints is the plan that runs', (...args) => {
    const repo = polluted('*.log\n');
    stage(repo, ['caf\xe9.pyc', '__pycache__/README']);
    const before = snapshot(repo.root);
    const plan = repo.guardJson([...args, '--dry-run']);
    expect(snapshot(repo.root)).toEqual(before);
    const run = repo.guardJson(args);
    expect(plan).toEqual({ ...run, dryRun: true });
    expect(run.actions).not.toEqual([]);
    expect(snapshot(repo.root)).not.toEqual(before);
  });
});

describe('fix --commit', () => {
  test('commits exactly the patch and the removals; what else is staged stays staged', () => {
    const repo = polluted('*.log\n');
    repo.write('staged.py');
    repo.write('m.py', 'staged\n');
    repo.git('add', 'staged.py', 'm.py');
    repo.write('m.py', 'staged, then changed\n');
    const files = snapshot(repo.root, ['.git', '.gitignore']);

    expect(repo.guard(['fix', '--commit'])).toMatchObject({ code: 0, stderr: '' });

    expect(committed(repo)).toEqual(['M\t.gitignore', 'D\tm.pyc', 'D\tpkg/__pycache__/n.pyc']);
    expect(withoutComment(repo.git('show', 'HEAD:.gitignore'))).toBe(`*.log\n${LINES}`);
    expect(repo.status()).toEqual(['MM m.py', 'A  staged.py']);
    expect(snapshot(repo.root, ['.git', '.gitignore'])).toEqual(files);
  });

  test.each([
    [['--commit'], 'Stop tracking Python bytecode'],
    [['--commit', 'Mine, and -m of "it"'], 'Mine, and -m of "it"'],
    [['--commit=Mine\n\nwith a body'], 'Mine\n\nwith a body'],
  ])('takes its message: %j', (args, message) => {
    const repo = polluted();
    expect(repo.guard(['fix', ...args]).code).toBe(0);
    expect(repo.git('log', '-1', '--format=%B').trim()).toBe(message);
  });

  test('leaves a change of the user in .gitignore out, staged or not', () => {
    const repo = polluted('*.log\n');
    repo.write('.gitignore', '*.log\n*.staged\n');
    repo.git('add', '.gitignore');
    repo.write('.gitignore', '*.log\n*.staged\n*.unstaged\n');

    expect(repo.guard(['fix', '--commit']).code).toBe(0);

    expect(withoutComment(repo.git('show', 'HEAD:.gitignore'))).toBe(`*.log\n${LINES}`);
    expect(withoutComment(repo.git('show', ':.gitignore'))).toBe(`*.log\n*.staged\n${LINES}`);
    expect(withoutComment(repo.read('.gitignore'))).toBe(`*.log\n*.staged\n*.unstaged\n${LINES}`);
  });

  test('runs the hooks of the repository, which see what is committed', () => {
    const repo = polluted();
    repo.write('staged.py');
    repo.git('add', 'staged.py');
    for (const hook of ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit']) {
      repo.write(
        `.git/hooks/${hook}`,
        `#!/bin/sh\n{ echo "${hook}"; git diff --cached --name-status; } >>"$HOME/ran"\n`,
        0o755,
      );
    }
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    const staged = 'A\t.gitignore\nD\tm.pyc\nD\tpkg/__pycache__/n.pyc\n';
    expect(repo.read('../home/ran')).toBe(
      `pre-commit\n${staged}prepare-commit-msg\n${staged}commit-msg\n${staged}post-commit\n`,
    );
    expect(repo.status()).toEqual(['A  staged.py']);
  });

  test('passes its own gate', () => {
    const repo = polluted();
    expect(repo.guard(['install']).code).toBe(0);
    expect(repo.status()).toEqual(['?? .gitignore']);
    expect(repo.guard(['fix', '--commit'])).toMatchObject({ code: 0, stderr: '' });
    expect(committed(repo)).toEqual(['A\t.gitignore', 'D\tm.pyc', 'D\tpkg/__pycache__/n.pyc']);
    expect(repo.status()).toEqual([]);
  });

  test('commits a patch that install made before, even if no cache file is tracked', () => {
    const repo = new TestRepo();
    repo.write('m.py');
    repo.commitAll();
    repo.guard(['install']);
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    expect(committed(repo)).toEqual(['A\t.gitignore']);
    expect(repo.status()).toEqual([]);
  });

  test('commits removals that fix staged before', () => {
    const repo = polluted('*.log\n');
    repo.guard(['fix']);
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    expect(committed(repo)).toEqual(['M\t.gitignore', 'D\tm.pyc', 'D\tpkg/__pycache__/n.pyc']);
    expect(repo.status()).toEqual([]);
  });

  test('leaves alone a removal of what is allowed, or is a stray, that the user staged', () => {
    const repo = polluted(LINES);
    repo.write('.gitattributes', 'fixture.pyc -pyc-guard\n');
    for (const name of ['fixture.pyc', '__pycache__/notes.txt']) repo.write(name);
    repo.git('add', '--force', '.gitattributes', 'fixture.pyc', '__pycache__/notes.txt');
    repo.commitAll();
    repo.git('rm', '--quiet', '--cached', 'fixture.pyc', '__pycache__/notes.txt', 'm.pyc');
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    expect(committed(repo)).toEqual(['D\tm.pyc', 'D\tpkg/__pycache__/n.pyc']);
    expect(repo.status()).toEqual(expect.arrayContaining(['D  __pycache__/notes.txt', 'D  fixture.pyc']));
  });

  test('makes no empty commit', () => {
    const repo = polluted();
    repo.guard(['fix', '--commit']);
    const before = snapshot(repo.root);
    expect(repo.guardJson(['fix', '--commit'])).toMatchObject({ exitCode: 0, actions: [] });
    expect(snapshot(repo.root)).toEqual(before);
  });

  test('leaves everything as it was when a hook fails, and shows what the hook printed', () => {
    const repo = polluted('*.log\n');
    repo.write('staged.py');
    repo.git('add', 'staged.py');
    repo.write('.git/hooks/pre-commit', '#!/bin/sh\necho "the hook says no"\nexit 7\n', 0o755);
    const seen = () => snapshot(repo.root, ['objects', 'COMMIT_EDITMSG']);
    const before = seen();
    const { code, stdout, stderr } = repo.guard(['fix', '--commit']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^the hook says no\nerror: .*\nhint: .*\n$/);
    expect(seen()).toEqual(before);
  });

  test('works before the first commit', () => {
    const repo = new TestRepo();
    for (const name of ['m.py', 'm.pyc']) repo.write(name);
    repo.git('add', '--all');
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    expect(committed(repo)).toEqual(['A\t.gitignore']);
    expect(repo.status()).toEqual(['A  m.py']);
  });

  test('takes a cache file that is only staged out of the index, with nothing to commit of it', () => {
    const repo = polluted(LINES);
    repo.guard(['fix', '--commit']);
    repo.write('new.pyc');
    repo.git('add', '--force', 'new.pyc');
    const head = repo.git('rev-parse', 'HEAD');
    expect(repo.guardJson(['fix', '--commit']).summary).toMatchObject({ untracked: 1 });
    expect(repo.tracked()).toEqual(['.gitignore', 'm.py', 'pkg/n.py']);
    expect(repo.git('rev-parse', 'HEAD')).toBe(head);
  });

  test('works in a linked worktree, a split index and a detached HEAD', () => {
    const repo = polluted();
    const cwd = `${repo.root}-linked`;
    repo.git('worktree', 'add', '--quiet', '--detach', cwd);
    repo.git('-C', cwd, 'update-index', '--split-index');
    expect(repo.guard(['fix', '--commit'], { cwd }).code).toBe(0);
    expect(repo.git('-C', cwd, 'status', '--short')).toBe('');
    expect(repo.git('-C', cwd, 'ls-files')).toBe('.gitignore\nm.py\npkg/n.py\n');
    expect(repo.git('-C', cwd, 'rev-parse', '--shared-index-path')).not.toBe('');
    expect(repo.status()).toEqual([]);
  });

  test('works in a sparse checkout, whose index stays sparse', () => {
    const repo = polluted();
    for (const name of ['far/x.py', 'far/x.pyc', 'other/y.py']) repo.write(name);
    repo.commitAll();
    repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'pkg');
    expect(repo.guard(['fix', '--commit']).code).toBe(0);
    expect(committed(repo)).toEqual([
      'A\t.gitignore',
      'D\tfar/x.pyc',
      'D\tm.pyc',
      'D\tpkg/__pycache__/n.pyc',
    ]);
    expect(repo.git('ls-files', '--sparse').split('\n')).toContain('other/');
    expect(repo.status()).toEqual([]);
  });

  test('works from a sub-folder of a SHA-256 repository', () => {
    const repo = new TestRepo(['--object-format=sha256']);
    for (const name of ['sub/m.py', 'sub/m.pyc']) repo.write(name);
    repo.commitAll();
    expect(repo.guard(['fix', '--commit'], { cwd: repo.path('sub') }).code).toBe(0);
    expect(repo.status()).toEqual([]);
    expect(repo.tracked()).toEqual(['.gitignore', 'sub/m.py']);
  });
});

const byPath = (a: string, b: string): number => (a.slice(3) < b.slice(3) ? -1 : 1);

describe('what fix removes and could be missed or come back', () => {
  const tracking = (files: Readonly<Record<string, string>>): TestRepo => {
    const repo = new TestRepo();
    for (const [name, content] of Object.entries(files)) repo.write(name, content);
    repo.commitAll();
    return repo;
  };

  test.each([
    ['the root file', '.gitignore', '!pkg/*.pyc\n', 5],
    ['a nested file', 'pkg/.gitignore', '# ours\n!*.pyc\n', 2],
    ['a nested file deeper', 'pkg/sub/.gitignore', '*.log\n\n!k*.pyc\n', 3],
  ])('an exception in %s that lets an untracked file come back is named', (_, file, content, line) => {
    const repo = tracking({ 'pkg/k.py': '', 'pkg/k.pyc': '', 'pkg/sub/k.py': '', 'pkg/sub/k.pyc': '' });
    repo.write(file, content);
    repo.commitAll();
    const report = repo.guardJson(['fix']);
    const named = report.findings.filter(({ code }: { code: string }) => code === 'ignore-negated');
    expect(named).toMatchObject([{ severity: 'warning', file, line }]);
    repo.git('commit', '--quiet', '--message', 'fixed');
    repo.git('add', '--all');
    expect(repo.tracked().some((path) => path.endsWith('.pyc'))).toBe(true);
  });

  test('an exception below a folder that is ignored as a whole is not said to bring anything back', () => {
    const repo = tracking({
      'pkg/k.py': '',
      'pkg/__pycache__/k.cpython-313.pyc': '',
      'pkg/.gitignore': '!*.pyc\n',
    });
    const report = repo.guardJson(['fix']);
    expect(report.findings).toEqual([]);
    repo.git('commit', '--quiet', '--message', 'fixed');
    repo.git('add', '--all');
    expect(repo.status()).toEqual([]);
  });

  test('what only an upper-case line of the user ignores is not said to come back', () => {
    const repo = tracking({ 'K.PYC': '', 'K.py': '', '.gitignore': '*.PYC\n' });
    expect(repo.guardJson(['fix']).warnings).toEqual([]);
    const open = tracking({ 'K.PYC': '', 'K.py': '' });
    open.git('config', 'core.ignoreCase', 'false');
    expect(open.guardJson(['fix']).warnings).toMatchObject([{ code: 'not-ignored' }]);
  });

  test.each([['fix'], ['untrack'], ['fix', '--commit', 'x']])(
    '%s %s names tracked bytecode without a source',
    (...args) => {
      const repo = tracking({
        'a.py': '',
        'a.pyc': '',
        'lib/only.pyc': '',
        '__pycache__/gone.cpython-311.pyc': '',
      });
      const report = repo.guardJson(args);
      const only = report.findings.filter(({ code }: { code: string }) => code === 'sourceless');
      expect(only.map(({ path }: { path: string }) => path).sort()).toEqual([
        '__pycache__/gone.cpython-311.pyc',
        'lib/only.pyc',
      ]);
      expect(report).toMatchObject({ exitCode: 0, warnings: [{ code: 'only-copy' }] });
    },
  );

  test('a source that only this disk has does not make a cache less of an only copy', () => {
    const repo = tracking({ 'a.pyc': '' });
    repo.write('a.py');
    expect(repo.guardJson(['untrack']).findings).toMatchObject([{ code: 'sourceless', path: 'a.pyc' }]);
  });

  test('--keep-sourceless keeps tracked what has no source, and commits the rest', () => {
    const repo = tracking({ 'a.py': '', 'a.pyc': '', 'b.pyw': '', 'b.pyc': '', 'lib/only.pyc': '' });
    const report = repo.guardJson(['fix', '--keep-sourceless', '--commit', 'x']);
    expect(report).toMatchObject({ exitCode: 0, summary: { untracked: 2 }, warnings: [] });
    expect(repo.tracked()).toEqual(['.gitignore', 'a.py', 'b.pyw', 'lib/only.pyc']);
  });
});
