import { existsSync, mkdirSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { testWith } from '../helpers/needs.ts';
import { filesIn, plainFolder, plant, present } from '../helpers/plain-folder.ts';
import { TestRepo } from '../helpers/repo.ts';
import { stage, utf8 } from '../helpers/stage.ts';

const CACHE = 'pkg/__pycache__/m.cpython-313.pyc';

describe('what goes and what stays', () => {
  const GOES = [
    CACHE,
    'pkg/__pycache__/m.cpython-38-pytest-6.2.5.pyc',
    'pkg/__pycache__/UPPER.CPYTHON-313.PYC', // no two names differ in case alone: Windows has but one of them
    'pkg/sub/__PyCache__/m.pyo',
    'pkg/__pycache__/m.cpython-313.pyc.140234',
    'pkg/__pycache__/m.f-1.py313.nbi',
    'pkg/__pycache__/m.f-1.py313.1.nbc',
    'pkg/__pycache__/sub/m.pyc',
    'pkg/__pycache__/gone.cpython-313.pyc',
    'pkg/m.pyc',
    'pkg/m.pyo',
    'pkg/m$py.class',
    'pkg/upper.PYC',
    'pkg/window.pyc',
  ];
  const STAYS = [
    'pkg/m.py',
    'pkg/upper.py',
    'pkg/window.pyw',
    'pkg/alone.pyc',
    'pkg/alone$py.class',
    'pkg/m.pyd',
    'pkg/m.pyc.src',
    'pkg/m.nbi',
    'pkg/foo__pycache__/x',
    'pkg/__pycache__/README.md',
    'pkg/__pycache__/__init__.py',
    '.env',
    'node_modules/gyp/__pycache__/x.cpython-313.pyc',
    '.hg/store/a.pyc',
    '.svn/a.pyc',
    'venv/pyvenv.cfg',
    'venv/lib/__pycache__/x.cpython-313.pyc',
  ];

  test('caches go, and with them the folders they leave empty; all else stays', () => {
    const folder = plainFolder();
    plant(folder, ...GOES, ...STAYS, 'pkg/pure/__pycache__/p.cpython-313.pyc');
    const { code } = folder.guard(['clean']);
    expect(code).toBe(0);
    expect(filesIn(folder)).toEqual([...STAYS].sort());
    expect(present(folder, 'pkg/pure/__pycache__', 'pkg/__pycache__/sub', 'pkg/pure')).toEqual(['pkg/pure']);
  });

  test('a dry run names everything with its size and deletes nothing', () => {
    const folder = plainFolder();
    plant(folder, ...GOES, ...STAYS);
    const { stdout, code } = folder.guard(['clean', '--dry-run']);
    expect(code).toBe(0);
    expect(filesIn(folder)).toEqual([...GOES, ...STAYS].sort());
    for (const name of GOES) expect(stdout).toContain(`would delete ${folder.shown(name)} (10 B`);
    for (const name of STAYS) expect(stdout).not.toContain(`would delete ${folder.shown(name)} (`);
  });

  test('a dry run and the run after it tell the same', () => {
    const folder = plainFolder();
    plant(folder, ...GOES, ...STAYS);
    const planned = folder.guardJson(['clean', '--dry-run']);
    const done = folder.guardJson(['clean']);
    expect(done).toEqual({ ...planned, dryRun: false });
    expect(done.summary).toMatchObject({ files: GOES.length, bytes: 10 * GOES.length, directories: 2 });
    expect(done.actions).toHaveLength(GOES.length);
    expect(folder.guardJson(['clean']).summary).toMatchObject({ files: 0, directories: 0, bytes: 0 });
  });

  test('the only copy is kept and named, orphans and stale files are named as such', () => {
    const folder = plainFolder();
    plant(folder, 'a.py', 'a.pyc', 'b.py', 'b.pyc', 'alone.pyc', '__pycache__/gone.cpython-313.pyc');
    utimesSync(folder.path('a.pyc'), 1000, 1000);
    const { findings, actions, summary } = folder.guardJson(['clean']);
    expect(findings).toEqual([
      expect.objectContaining({ code: 'sourceless', severity: 'warning', path: folder.shown('alone.pyc') }),
    ]);
    const why = Object.fromEntries(
      actions.map((each: { path: string; why: string }) => [each.path, each.why]),
    );
    expect(why).toEqual({
      [folder.shown('a.pyc')]: 'stale',
      [folder.shown('b.pyc')]: 'cache',
      [folder.shown('__pycache__/gone.cpython-313.pyc')]: 'orphan',
    });
    expect(summary).toMatchObject({ skippedSourceless: 1, orphans: 1, stale: 1 });
  });

  testWith('symbolic links')('a source that is a folder or a dangling link is none', () => {
    const folder = plainFolder();
    plant(folder, 'a.pyc', 'b.pyc', 'c.pyc', 'c.py');
    mkdirSync(folder.path('a.py'));
    symlinkSync('nowhere', folder.path('b.py'));
    folder.guard(['clean']);
    expect(present(folder, 'a.pyc', 'b.pyc', 'c.pyc')).toEqual(['a.pyc', 'b.pyc']);
  });

  test('--sourceless takes the only copy too, once that is confirmed', () => {
    const folder = plainFolder();
    plant(folder, 'alone.pyc', CACHE);
    const refused = folder.guard(['clean', '--sourceless']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--yes');
    expect(filesIn(folder)).toEqual(['alone.pyc', CACHE].sort());
    expect(folder.guard(['clean', '--sourceless', '-y']).code).toBe(0);
    expect(filesIn(folder)).toEqual([]);
  });
});

describe('where it goes', () => {
  test('only below the folders that were given, each file once', () => {
    const folder = plainFolder();
    plant(folder, 'a/__pycache__/x.pyc', 'a/b/__pycache__/x.pyc', 'c/__pycache__/x.pyc');
    expect(folder.guardJson(['clean', '-n', 'a', 'a/b', './a/']).summary.files).toBe(2);
    folder.guard(['clean', 'a', 'a/b']);
    expect(filesIn(folder)).toEqual(['c/__pycache__/x.pyc']);
  });

  test('a cache folder and cache files can be named themselves', () => {
    const folder = plainFolder();
    plant(folder, 'a/__pycache__/x.cpython-313.pyc', 'b/y.pyc', 'b/y.py', 'b/z.pyc', 'b/z.py', 'b/only.pyc');
    expect(folder.guard(['clean', 'a/__pycache__', 'b/y.pyc', 'b/only.pyc']).code).toBe(0);
    expect(filesIn(folder)).toEqual(['b/only.pyc', 'b/y.py', 'b/z.py', 'b/z.pyc']);
    expect(existsSync(folder.path('a/__pycache__'))).toBe(false);
  });

  test('standing in a __pycache__ folder it is cleaned and stays', () => {
    const folder = plainFolder();
    plant(folder, CACHE);
    expect(folder.guard(['clean'], { cwd: folder.path('pkg/__pycache__') }).code).toBe(0);
    expect(filesIn(folder)).toEqual([]);
    expect(existsSync(folder.path('pkg/__pycache__'))).toBe(true);
  });

  test.each([
    ['no-such-path', ['missing']],
    ['not-a-cache-file', ['pkg/m.py']],
    ['not-a-cache-file', ['pkg/__pycache__/README']],
  ])('%s: nothing at all is done', (code, names) => {
    const folder = plainFolder();
    plant(folder, CACHE, 'pkg/m.py', 'pkg/__pycache__/README');
    const { error, exitCode } = folder.guardJson(['clean', 'pkg', ...names]);
    expect([exitCode, error.code]).toEqual([2, code]);
    expect(existsSync(folder.path(CACHE))).toBe(true);
  });

  testWith('symbolic links').each(['link', 'link/'])(
    '%s, a symbolic link: nothing at all is done',
    (link) => {
      const folder = plainFolder();
      plant(folder, CACHE);
      symlinkSync('pkg', folder.path('link'));
      const { error, exitCode } = folder.guardJson(['clean', 'pkg', link]);
      expect([exitCode, error.code]).toEqual([2, 'symbolic-link']);
      expect(existsSync(folder.path(CACHE))).toBe(true);
    },
  );

  test('a virtual environment is entered when it is named, or with --all', () => {
    const folder = plainFolder();
    const inside = [
      'one/lib/__pycache__/x.pyc',
      'two/lib/__pycache__/x.pyc',
      'node_modules/g/__pycache__/x.pyc',
    ];
    plant(folder, 'one/pyvenv.cfg', 'two/pyvenv.cfg', ...inside);
    const { warnings } = folder.guardJson(['clean']);
    expect(warnings).toEqual([expect.objectContaining({ code: 'virtual-environment' })]);
    expect(present(folder, ...inside)).toEqual(inside);
    expect(folder.guard(['clean', '.', 'one'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('deleted 1 file'),
    });
    expect(present(folder, ...inside)).toEqual(inside.slice(1));
    folder.guard(['clean', '--all']);
    expect(present(folder, ...inside)).toEqual([]);
  });

  test.each([
    ['of conda', ['conda-meta/history', 'lib/python3.12/__pycache__/x.pyc']],
    ['of pixi', ['conda-meta/pixi', 'lib/python3.12/__pycache__/x.pyc']],
    ['of an old virtualenv', ['bin/activate', 'lib/python2.7/x.py', 'lib/python2.7/x.pyc']],
    [
      'of an old virtualenv for Windows',
      ['Scripts/activate.bat', 'Lib/site-packages/x.py', 'Lib/site-packages/x.pyc'],
    ],
    ['of an old virtualenv with PyPy', ['bin/activate', 'lib-python/2.7/x.py', 'lib-python/2.7/x.pyc']],
  ])('an environment %s is entered when it is named, or with --all', (_what, names) => {
    const [place, files] = names[0] === 'conda-meta/pixi' ? ['.pixi/envs/default', names] : ['env', names];
    const all = files.flatMap((name) => [`a/${place}/${name}`, `b/${place}/${name}`]);
    const caches = all.filter((name) => name.endsWith('.pyc'));
    const folder = plainFolder();
    plant(folder, ...all);
    expect(folder.guardJson(['clean']).warnings).toMatchObject([{ code: 'virtual-environment' }]);
    expect(filesIn(folder)).toEqual([...all].sort());
    folder.guard(['clean', `a/${place}`]);
    expect(present(folder, ...caches)).toEqual(caches.filter((name) => name.startsWith('b/')));
    folder.guard(['clean', '--all']);
    expect(present(folder, ...caches)).toEqual([]);
  });

  test('a project with bin and lib of its own is no environment', () => {
    const folder = plainFolder();
    plant(
      folder,
      'p/bin/run',
      'p/lib/m.py',
      'p/lib/__pycache__/m.cpython-313.pyc',
      'q/bin/activate',
      'q/lib/m.py',
      'q/lib/m.pyc',
    );
    folder.guard(['clean']);
    expect(filesIn(folder)).toEqual(['p/bin/run', 'p/lib/m.py', 'q/bin/activate', 'q/lib/m.py']);
  });

  test('--exclude keeps what a .gitignore of that wording would ignore', () => {
    const folder = plainFolder();
    const files = [
      'a/__pycache__/x.pyc',
      'a/gen/__pycache__/x.pyc',
      'b/gen/__pycache__/x.pyc',
      'b/k.pyc',
      'b/k.py',
    ];
    plant(folder, ...files);
    folder.guard(['clean', '--exclude', '/a/gen/', '--exclude', 'k.*', 'a', 'b']);
    expect(present(folder, ...files)).toEqual(['a/gen/__pycache__/x.pyc', 'b/k.pyc', 'b/k.py']);
  });
});

describe('in a repository', () => {
  test('what is tracked stays, whatever flags are given', () => {
    const repo = new TestRepo();
    plant(repo, CACHE, 'alone.pyc', 'dist/built.whl', '.pytest_cache/v/x', 'm.py');
    repo.commitAll();
    plant(repo, 'pkg/__pycache__/new.cpython-313.pyc', 'm.pyc', 'dist/other.whl');
    const { summary } = repo.guardJson(['clean', '--all', '--sourceless', '--debris', 'all', '-y']);
    expect(summary).toMatchObject({ files: 3, skippedTracked: 4 });
    expect(repo.status('--ignored')).toEqual([]);
    expect(filesIn(repo)).toEqual(['.pytest_cache/v/x', 'alone.pyc', 'dist/built.whl', 'm.py', CACHE].sort());
  });

  test('staged only, intent to add, conflicted, skip-worktree: all of that is tracked', () => {
    const repo = new TestRepo();
    plant(repo, 'a.py', '__pycache__/s.pyc', '__pycache__/skip.pyc', '__pycache__/c.pyc');
    repo.git('add', '-f', 'a.py', '__pycache__/skip.pyc', '__pycache__/c.pyc');
    repo.git('commit', '-qm', 'one');
    repo.git('update-index', '--skip-worktree', '__pycache__/skip.pyc');
    repo.git('checkout', '-qb', 'other');
    repo.write('__pycache__/c.pyc', 'theirs');
    repo.git('commit', '-qam', 'two');
    repo.git('checkout', '-q', 'main');
    repo.write('__pycache__/c.pyc', 'ours');
    repo.git('commit', '-qam', 'three');
    repo.tryGit(['merge', 'other']);
    plant(repo, '__pycache__/ita.pyc', '__pycache__/free.pyc');
    repo.git('add', '-f', '__pycache__/s.pyc');
    repo.git('add', '-fN', '__pycache__/ita.pyc');
    const before = repo.status();
    repo.guard(['clean']);
    expect(filesIn(repo)).toEqual(
      ['c', 'ita', 's', 'skip'].map((n) => `__pycache__/${n}.pyc`).concat('a.py'),
    );
    expect(repo.status()).toEqual(before.filter((line) => !line.startsWith('??')));
  });

  test('what .gitattributes allows stays, and so does the folder it is in', () => {
    const repo = new TestRepo();
    repo.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    plant(repo, 'fixtures/__pycache__/a.pyc', 'fixtures/__pycache__/deep/b.pyc', CACHE);
    const planned = repo.guardJson(['clean', '-n']);
    const { summary } = repo.guardJson(['clean']);
    expect(summary).toMatchObject({ files: 1, directories: 1, allowed: 2 });
    expect(planned.summary).toEqual(summary);
    expect(filesIn(repo)).toEqual([
      '.gitattributes',
      'fixtures/__pycache__/a.pyc',
      'fixtures/__pycache__/deep/b.pyc',
    ]);
  });

  test('from a sub-folder, tracked and allowed are the same', () => {
    const repo = new TestRepo();
    repo.write('.gitattributes', '/sub/fixtures/** -pyc-guard\n');
    plant(repo, 'sub/__pycache__/t.pyc');
    repo.commitAll();
    plant(repo, 'sub/fixtures/a.pyc', 'sub/__pycache__/free.pyc', '__pycache__/above.pyc');
    const { actions } = repo.guardJson(['clean'], { cwd: repo.path('sub') });
    expect(actions).toEqual([expect.objectContaining({ path: 'sub/__pycache__/free.pyc' })]);
  });

  test('.git is never entered: a branch may be named a.pyc', () => {
    const repo = new TestRepo();
    plant(repo, 'a.py');
    repo.commitAll();
    repo.git('branch', '__pycache__/b.pyc');
    repo.git('init', '-q', '--bare', 'server');
    repo.git('push', '-q', './server', 'main:refs/heads/a.pyc');
    const warned = repo.guardJson(['clean', '--all', '--sourceless', '-y']).warnings;
    expect(warned).toEqual([expect.objectContaining({ code: 'other-repository' })]);
    expect(repo.git('branch', '--list')).toContain('__pycache__/b.pyc');
    expect(repo.git('-C', 'server', 'branch', '--list')).toContain('a.pyc');
    for (const named of ['.git', '.git/refs', 'server']) {
      expect(repo.guard(['clean', '--sourceless', '-y', named]).code).toBe(2);
    }
    expect(repo.git('-C', 'server', 'branch', '--list')).toContain('a.pyc');
  });

  test('another repository is cleaned only when it is named, by what it tracks itself', () => {
    const repo = new TestRepo();
    const inner = ['inner/__pycache__/tracked.pyc', 'inner/__pycache__/free.pyc'];
    plant(repo, inner[0] as string);
    repo.git('init', '-q', 'inner');
    repo.git('-C', 'inner', 'add', '-f', '.');
    plant(repo, inner[1] as string, CACHE);
    repo.guard(['clean']);
    expect(present(repo, ...inner, CACHE)).toEqual(inner);
    repo.guard(['clean', 'inner']);
    expect(present(repo, ...inner)).toEqual(inner.slice(0, 1));
  });

  test("a hook's environment does not make git mistake whose files these are", () => {
    const repo = new TestRepo();
    const other = new TestRepo();
    plant(other, '__pycache__/tracked.pyc');
    other.commitAll();
    const env = { GIT_DIR: repo.path('.git'), GIT_INDEX_FILE: repo.path('.git/index') };
    expect(repo.guard(['clean', '-C', other.root], { env }).code).toBe(0);
    expect(repo.guard(['clean', other.root], { env }).code).toBe(0);
    expect(filesIn(other)).toEqual(['__pycache__/tracked.pyc']);
  });

  test('a submodule that is not checked out keeps its folder', () => {
    const repo = new TestRepo();
    plant(repo, 'a.py');
    repo.commitAll();
    const head = repo.git('rev-parse', 'HEAD').trim();
    repo.git('update-index', '--add', '--cacheinfo', `160000,${head},lib/__pycache__`);
    repo.git('commit', '-qm', 'submodule');
    mkdirSync(repo.path('lib/__pycache__'), { recursive: true });
    repo.guard(['clean']);
    expect(repo.status()).toEqual([]);
    expect(statSync(repo.path('lib/__pycache__')).isDirectory()).toBe(true);
  });

  test('a repository that git cannot read stops everything', () => {
    const repo = new TestRepo();
    plant(repo, CACHE);
    repo.commitAll();
    repo.write('.git/HEAD', 'nonsense');
    const { error, exitCode } = repo.guardJson(['clean']);
    expect([exitCode, error.code]).toEqual([2, 'unreadable-repository']);
    expect(existsSync(repo.path(CACHE))).toBe(true);
  });

  test('names count by the letter unless git says that here they do not', () => {
    const repo = new TestRepo();
    stage(repo, ['__pycache__/Tracked.pyc', utf8('__pycache__/\u00c4.pyc')]);
    plant(repo, '__pycache__/tracked.pyc', '__pycache__/\u00e4.pyc', '__pycache__/A\u0308.pyc');
    repo.git('config', 'core.ignoreCase', 'true');
    expect(repo.guardJson(['clean', '-n']).summary.files).toBe(0);
    repo.git('config', 'core.ignoreCase', 'false');
    expect(repo.guardJson(['clean', '-n']).summary.files).toBe(2);
  });
});

describe('--debris', () => {
  test('takes the topics that were named, folders whole, and asks for them first', () => {
    const folder = plainFolder();
    plant(folder, 'a/.pytest_cache/v/d/x', 'a/.mypy_cache/3.13/m.json', 'a/.coverage', 'a/.coveragerc');
    expect(folder.guard(['clean', '--debris', 'pytest']).code).toBe(2);
    expect(folder.guard(['clean', '--debris', 'pytest', 'coverage', '--yes']).code).toBe(0);
    expect(filesIn(folder)).toEqual(['a/.coveragerc', 'a/.mypy_cache/3.13/m.json']);
    expect(existsSync(folder.path('a/.pytest_cache'))).toBe(false);
  });

  test('a folder that merely has the name of a build folder keeps what else is in it', () => {
    const folder = plainFolder();
    plant(folder, 'a/build/lib/m.py', 'a/build/notes.txt', 'b/build/lib/m.py', 'c/build/x', 'd/lib/m.py');
    folder.guard(['clean', '--debris', 'package', '-y']);
    expect(filesIn(folder)).toEqual(['a/build/notes.txt', 'c/build/x', 'd/lib/m.py']);
    expect(present(folder, 'a/build/lib', 'b/build', 'b')).toEqual(['b']);
  });

  test('the folder one stands in is never debris, whatever it is called', () => {
    const folder = plainFolder();
    plant(folder, 'dist/src/m.py', 'dist/dist/m.whl', 'build/lib/m.py');
    folder.guard(['clean', '--debris', '-y'], { cwd: folder.path('dist') });
    folder.guard(['clean', '--debris', '-y'], { cwd: folder.path('build') });
    expect(filesIn(folder)).toEqual(['build/lib/m.py', 'dist/src/m.py']);
  });

  test('a repository among the debris stays, a virtual environment goes', () => {
    const folder = plainFolder();
    plant(folder, '.tox/py/pyvenv.cfg', '.tox/py/lib/x.py', '.tox/src/dep/.git/HEAD', '.tox/src/dep/m.py');
    folder.guard(['clean', '--debris', 'tox', '-y']);
    expect(present(folder, '.tox/py', '.tox/src/dep/m.py')).toEqual(['.tox/src/dep/m.py']);
  });

  test('a topic that does not exist is a mistake', () => {
    expect(plainFolder().guard(['clean', '--debris', 'nonsense', '-y']).code).toBe(2);
  });

  testWith('symbolic links')('links to what would be debris stay', () => {
    const folder = plainFolder();
    plant(folder, 'elsewhere/x');
    symlinkSync('elsewhere', folder.path('.mypy_cache'));
    folder.guard(['clean', '--debris', 'mypy', '-y']);
    expect(present(folder, '.mypy_cache', 'elsewhere/x')).toHaveLength(2);
  });
});
