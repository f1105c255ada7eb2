import { describe, expect, test } from '@jest/globals';
import { HAS, possible } from '../helpers/needs.ts';
import { type Planted, plantHistory } from '../helpers/planted-history.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';

interface Found {
  code: string;
  path: string;
  pathBytes?: string;
  oid: string;
  bytes: number;
  packedBytes: number;
  atTip: boolean;
  firstCommit?: string;
  removedIn?: string;
}

const keyOf = ({ path, pathBytes, oid }: Found): string =>
  `${oid} ${(pathBytes === undefined ? Buffer.from(path) : Buffer.from(pathBytes, 'base64')).toString('latin1')}`;

const { repo, planted } = plantHistory();
const before = repo.git('count-objects', '-v');
const plain = repo.guardJson(['history']);
const reflog = repo.guardJson(['history', '--reflog']);

const lookup = (report: { findings: Found[] }) => new Map(report.findings.map((each) => [keyOf(each), each]));

describe('where history finds cache files', () => {
  const reached = (how: Planted['reach']): readonly Planted[] =>
    possible(planted.filter(({ reach }) => reach === how));

  test.each(reached('all'))('$name', ({ path, oid, atTip, code }) => {
    const found = lookup(plain).get(`${oid} ${path}`);
    expect(found).toMatchObject({ code, atTip });
    expect(lookup(reflog).has(`${oid} ${path}`)).toBe(true);
  });

  test.each(reached('reflog'))('$name, with --reflog alone', (each) => {
    expect(lookup(plain).has(`${each.oid} ${each.path}`)).toBe(false);
    expect(lookup(reflog).get(`${each.oid} ${each.path}`)).toMatchObject({ code: each.code, atTip: false });
  });

  test.each(reached('never'))('not $name', ({ path, oid }) => {
    expect(lookup(reflog).has(`${oid} ${path}`)).toBe(false);
  });

  test('and nothing else', () => {
    const expected = planted
      .filter(({ reach, needs }) => reach !== 'never' && (needs === undefined || HAS[needs]))
      .map(({ oid, path }) => `${oid} ${path}`);
    expect([...lookup(reflog).keys()].sort()).toEqual(expected.sort());
  });

  test('without writing an object, and with exit code 1', () => {
    expect(repo.git('count-objects', '-v')).toBe(before);
    expect(plain.exitCode).toBe(1);
  });
});

describe('what history tells of a cache file', () => {
  test('the commits that brought it and took it away, and its size', () => {
    const mine = new TestRepo();
    mine.write('readme');
    mine.commitAll('start');
    mine.write('m.pyc', 'twelve bytes');
    mine.commitAll('add');
    const added = mine.git('rev-parse', 'HEAD').trim();
    mine.git('rm', '--quiet', 'm.pyc');
    mine.commitAll('remove');
    const { findings, summary } = mine.guardJson(['history']);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: 'cache-file',
      path: 'm.pyc',
      bytes: 12,
      firstCommit: added,
      removedIn: mine.git('rev-parse', 'HEAD').trim(),
      atTip: false,
      staged: false,
    });
    expect(findings[0].packedBytes).toBeGreaterThan(0);
    expect(findings[0].firstDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(summary).toMatchObject({ commits: 3, paths: 1, blobs: 1, bytes: 12, allowed: 0 });
  });

  test('a clean history is exit code 0', () => {
    const mine = new TestRepo();
    mine.write('m.py');
    mine.commitAll();
    const { code, stdout } = mine.guard(['history']);
    expect(code).toBe(0);
    expect(stdout).toBe('no cache file in 1 commit: clean\n');
  });

  test('a repository without a commit is clean', () => {
    expect(new TestRepo().guardJson(['history'])).toMatchObject({ exitCode: 0, summary: { commits: 0 } });
  });

  test.each(['99999999999999999', '99999999999999999999999'])(
    'a commit that says it was made at %s has no date',
    (time) => {
      const mine = new TestRepo();
      mine.write('m.pyc');
      mine.git('add', 'm.pyc');
      const who = `A <a@example.com> ${time} +0000`;
      const text = `tree ${mine.git('write-tree').trim()}\nauthor ${who}\ncommitter ${who}\n\nx\n`;
      const write = ['hash-object', '-t', 'commit', '--literally', '-w', '--stdin'];
      const commit = mine.tryGit(write, { input: text }).stdout.trim();
      mine.git('update-ref', 'refs/heads/main', commit);
      const [found] = mine.guardJson(['history']).findings;
      expect(found).toMatchObject({ path: 'm.pyc', firstCommit: commit });
      expect(found).not.toHaveProperty('firstDate');
    },
  );

  test('in a bare repository too', () => {
    const bare = new TestRepo([], 'bare');
    bare.git('clone', '--quiet', '--bare', repo.root, '../copy.git');
    const { summary, findings } = bare.guardJson(['-C', '../copy.git', 'history']);
    expect(summary.commits).toBeGreaterThan(10);
    expect(findings.map(({ path }: Found) => path)).toContain('evil-gone.pyc');
  });

  test('with SHA-256 too', () => {
    const mine = new TestRepo(['--object-format=sha256']);
    for (let i = 0; i < 3; i++) {
      mine.write(`p${i}/__pycache__/m.pyc`, `${i}`);
      mine.commitAll();
    }
    const { findings, summary } = mine.guardJson(['history']);
    expect(summary).toMatchObject({ commits: 3, blobs: 3 });
    expect(findings[0].oid).toHaveLength(64);
    expect(findings.every((each: Found) => each.atTip)).toBe(true);
  });
});

describe('allowed files are counted apart', () => {
  test('by the attributes of the commit that brought them', () => {
    const mine = new TestRepo();
    mine.write('tests/.gitattributes', 'data/** -pyc-guard\n');
    mine.write('tests/data/m.pyc', 'then');
    mine.write('src/data/m.pyc', 'never');
    mine.commitAll();
    mine.git('rm', '-r', '--quiet', 'tests', 'src');
    mine.commitAll();
    const { findings, summary } = mine.guardJson(['history']);
    expect(findings.map(({ path }: Found) => path)).toEqual(['src/data/m.pyc']);
    expect(summary).toMatchObject({ allowed: 1, paths: 1 });
  });

  test("by today's attributes, though they came before", () => {
    const mine = new TestRepo();
    mine.write('fixtures/m.pyc', 'early');
    mine.commitAll();
    mine.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    mine.commitAll();
    expect(mine.guardJson(['history'])).toMatchObject({ exitCode: 0, summary: { allowed: 1 } });
    mine.git('clone', '--quiet', '--bare', '.', '../bare.git');
    const bare = mine.guardJson(['-C', '../bare.git', 'history']);
    expect(bare).toMatchObject({ exitCode: 0, summary: { allowed: 1 } });
  });
});

describe('clones that lack something', () => {
  const origin = new TestRepo();
  for (let i = 0; i < 3; i++) {
    origin.write('m.pyc', `version ${i}`);
    origin.commitAll();
  }
  origin.git('config', 'uploadpack.allowFilter', 'true');
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const clone = (...options: string[]): TestRepo => {
    const copy = new TestRepo();
    copy.git('clone', '--quiet', ...options, `file://${origin.root}`, 'copy');
    return copy;
  };

  test('a shallow clone is said to be one', () => {
    const report = clone('--depth=1').guardJson(['-C', 'copy', 'history']);
    expect(report.warnings[0]).toMatchObject({ code: 'shallow-clone' });
    expect(report.summary).toMatchObject({ commits: 1, blobs: 1 });
  });

  test('a partial clone is said to be one, and nothing is fetched', () => {
    const copy = clone('--filter=blob:none', '--no-checkout');
    const trace = copy.path('trace');
    const report = copy.guardJson(['-C', 'copy', 'history'], { env: { GIT_TRACE: trace } });
    expect(report.warnings).toMatchObject([{ code: 'partial-clone' }]);
    expect(report.findings).toHaveLength(3);
    expect(report.findings[0].bytes).toBeUndefined();
    expect(copy.read('trace')).not.toMatch(/fetch|upload-pack|index-pack/);
    expect(
      copy.tryGit(['-C', 'copy', 'cat-file', '--batch-all-objects', '--batch-check']).stdout,
    ).not.toContain('blob');
  });

  test('a partial clone that lacks what stood beside a cache file is read all the same', () => {
    const old = new TestRepo();
    old.write('.gitattributes', 'tests/** -pyc-guard\n');
    old.write('m.py', 'first = 1\n');
    old.write('m.pyc', readCase('modes/cpython-311.unchecked-hash.0.pyc'));
    old.commitAll();
    old.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    old.write('m.py', 'second = 2\n');
    old.commitAll();
    old.git('config', 'uploadpack.allowFilter', 'true');
    const copy = new TestRepo();
    copy.git('clone', '--quiet', '--filter=blob:none', `file://${old.root}`, 'copy');
    const report = copy.guardJson(['-C', 'copy', 'history']);
    expect(report).toMatchObject({ exitCode: 1, warnings: [{ code: 'partial-clone' }] });
    expect(report.findings.map(({ code }: Found) => code)).toContain('unchecked-hash');
  });

  test('a clone without trees is refused rather than filled', () => {
    const copy = clone('--filter=tree:0', '--no-checkout');
    const report = copy.guardJson(['-C', 'copy', 'history']);
    expect(report).toMatchObject({ exitCode: 2, error: { code: 'partial-clone' } });
  });
});

test('a clone in a folder whose name speaks of a worktree is not taken for one of several', () => {
  const origin = new TestRepo();
  origin.write('m.pyc');
  origin.commitAll();
  const copy = new TestRepo();
  copy.git('clone', '--quiet', '--no-local', `file://${origin.root}`, 'my worktree copy');
  const args = ['-C', 'my worktree copy', 'history', '--purge', '--dry-run'];
  const codes = copy.guardJson(args).warnings.map(({ code }: { code: string }) => code);
  expect(codes).not.toContain('other-worktrees');
  copy.git('-C', 'my worktree copy', 'worktree', 'add', '--quiet', '../side');
  expect(copy.guardJson(args).warnings).toMatchObject([{ code: 'other-worktrees' }]);
});

test('fix is advised where it helps: for what is tracked here, not for what only another branch has', () => {
  const repo = new TestRepo();
  repo.write('m.pyc');
  repo.commitAll();
  expect(repo.guard(['history']).stdout).toContain('`npx pyc-guard fix --commit` for this branch');
  repo.git('branch', 'old');
  repo.git('rm', '--quiet', 'm.pyc');
  repo.git('commit', '--quiet', '--allow-empty', '--message', 'gone');
  expect(repo.guard(['history']).stdout).toMatch(
    /still on a branch or tag\n(?:.*\n)*next: `npx pyc-guard history --purge/,
  );
});

test('symbolic links and submodules named __pycache__ are listed, with what is in such a folder, and not purged', () => {
  const links = new TestRepo();
  links.write('pkg/__pycache__/m.pyc');
  links.write('__pycache__', 'a regular file of that name');
  links.commitAll();
  const [commit, blob] = [
    links.git('rev-parse', 'HEAD').trim(),
    links.git('hash-object', '-w', 'pkg/__pycache__/m.pyc').trim(),
  ];
  links.git('rm', '-r', '--quiet', '--cached', '.');
  for (const entry of [
    `120000,${blob},a/__pycache__`,
    `160000,${commit},b/__PYCACHE__`,
    `160000,${commit},c/__pycache__/sub`,
  ])
    links.git('update-index', '--add', '--cacheinfo', entry);
  links.git('commit', '--quiet', '--no-verify', '--message', 'links');
  const { findings, summary, exitCode } = links.guardJson(['history']);
  const strays = findings.filter(({ code }: Found) => code === 'stray');
  expect(strays.map(({ path, atTip }: Found) => [path, atTip])).toEqual([
    ['a/__pycache__', true],
    ['b/__PYCACHE__', true],
    ['c/__pycache__/sub', true],
  ]);
  expect([summary.paths, summary.strays, exitCode]).toEqual([1, 3, 1]);
  const { actions } = links.guardJson(['history', '--purge', '--dry-run']);
  expect(actions.filter((each: { do: string }) => each.do === 'purge')).toEqual([
    { do: 'purge', path: 'pkg/__pycache__/m.pyc' },
  ]);
});
