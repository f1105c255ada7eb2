import { cpSync, existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { AS_FROM_AN_ARCHIVE, HostileRepo, unknownVariables } from '../helpers/hostile-repo.ts';
import { TestRepo } from '../helpers/repo.ts';

let hostile: HostileRepo;
let kept: string;

beforeAll(() => {
  hostile = new HostileRepo();
  kept = `${hostile.repo.root}-kept`;
  cpSync(hostile.repo.root, kept, AS_FROM_AN_ARCHIVE);
});

let touched = false;

/** Every command starts from the same files. */
function unpack(): TestRepo {
  if (!touched) return hostile.repo;
  touched = false;
  rmSync(hostile.repo.root, { recursive: true });
  cpSync(kept, hostile.repo.root, AS_FROM_AN_ARCHIVE);
  hostile.takeTraces();
  return hostile.repo;
}

test('the list of variables that can name a program knows all that this git knows', () => {
  expect(unknownVariables(new TestRepo())).toEqual([]);
});

/** The filter would be the first to fail. */
const WITHOUT_FILTER = ['process=', 'clean=', 'required=false'].flatMap((each) => [
  '-c',
  `filter.evil.${each}`,
]);

const WITHOUT_MONITOR = ['-c', 'core.fsmonitor='];

test.each([
  ['top', '.', ['status'], 'fsmonitor'],
  ['submodule', 'sub', ['status'], 'sub.'],
  ['bare repository', 'data', ['status'], 'data.'],
  ['signature', '.', ['log', '-1'], 'gpg'],
  ['index', '.', [...WITHOUT_FILTER, 'update-index', '--force-remove', 'pkg/m.py'], 'post-index-change'],
  [
    'filter as the index is written',
    '.',
    [...WITHOUT_MONITOR, 'update-index', '--force-remove', 'pkg/m.py'],
    'filter.evil',
  ],
  ['filter', '.', ['hash-object', '--path=x', 'pkg/m.py'], 'filter.evil'],
  [
    'filter of a file that looks unchanged',
    '.',
    [...WITHOUT_MONITOR, 'diff-files', 'pkg/__pycache__'],
    'filter.evil',
  ],
  ['diff driver', '.', [...WITHOUT_FILTER, 'diff', 'HEAD~', 'HEAD', '--', '.gitmodules'], 'diff.'],
])('the trap is set: git by itself runs what is named (%s)', (_name, folder, args, trace) => {
  const repo = unpack();
  touched = true;
  repo.tryGit(args, { cwd: repo.path(folder), env: { GIT_PAGER: 'cat' } });
  expect(hostile.takeTraces().join(' ')).toContain(trace);
});

/** `fix --commit` and `history --purge` are here only with -n: they run the user's hooks, as `git commit` would. */
const COMMANDS: readonly string[] = [
  ' --json',
  '',
  'check|check -v|check --content|check --tracked|check --tracked --content|check --range HEAD~..HEAD',
  'check --range HEAD --json|check pkg|check .|check pkg/__pycache__/m.cpython-311.pyc',
  'ignore -n|ignore|ignore --global|allow x|allow x -n|untrack|untrack -n|untrack --stray|untrack pkg sub',
  'fix -n|fix|fix --stray|fix --commit -n',
  'clean -n|clean -y|clean -y .|clean -n data|clean -y data|clean -n sub|clean -y sub|clean data/__pycache__',
  'clean -n pkg data sub|clean -n --debris cache .',
  'install -n|install|install --fix -n|install --fix|install -n --recurse-submodules|install --recurse-submodules',
  'install --global -n|install --via file|install --via config|install --hook-type pre-push|uninstall -n|uninstall',
  'uninstall --recurse-submodules|uninstall --gitignore|uninstall --global',
  'doctor|doctor -v|doctor --json|inspect pkg/__pycache__/m.cpython-311.pyc|inspect HEAD:pkg/__pycache__/m.cpython-311.pyc',
  'inspect :pkg/__pycache__/m.cpython-311.pyc --strings|history|history --json|history --html page.html|history --reflog|history --purge -n',
  'rules github|rules gitlab|completion|help|--version',
].flatMap((line) => line.split('|'));

const places = [
  ['at the top', '.'],
  ['in a submodule', 'sub'],
  ['in an embedded bare repository', 'data'],
] as const;

describe.each(places)('%s', (_name, folder) => {
  test.each(COMMANDS)('pyc-guard %s runs nothing that a configuration names', (line) => {
    const repo = unpack();
    const args = line.split(' ').filter(Boolean);
    touched = !args.includes('-n');
    const { code, stderr } = repo.guard(args, { cwd: repo.path(folder) });
    expect(hostile.takeTraces()).toEqual([]);
    expect([code, stderr]).not.toEqual([3, expect.anything()]);
  });
});

test('an embedded bare repository is refused, and named', () => {
  const repo = unpack();
  const { code, stderr } = repo.guard(['clean', 'data', '-n']);
  expect(code).toBe(2);
  expect(stderr).toContain(
    `${join(repo.root, 'data')} is a bare repository inside another repository's work tree`,
  );
  expect(existsSync(repo.path('data/__pycache__'))).toBe(true);
});

test('a dry run of a purge runs no filter, and still sees what is not committed', () => {
  const origin = new TestRepo();
  origin.write('.gitattributes', '*.txt filter=evil\n');
  for (const name of ['a.txt', 'b.py', 'c.pyc']) origin.write(name);
  origin.commitAll();
  const repo = new TestRepo();
  repo.git('clone', '--quiet', '--no-local', origin.root, 'fresh');
  const cwd = repo.path('fresh');
  const trace = join(repo.home, 'trace');
  for (const [key, value] of [
    ['clean', `touch '${trace}'; cat`],
    ['process', `touch '${trace}'; false`],
    ['required', 'true'],
  ] as const)
    repo.run('git', ['config', `filter.evil.${key}`, value], { cwd });
  const dirty = (): boolean => {
    const { warnings } = repo.guardJson(['history', '--purge', '--dry-run'], { cwd });
    return warnings.some(({ code }: { code: string }) => code === 'dirty-work-tree');
  };
  repo.write('fresh/a.txt', 'CONTENT\n'); // of the same size, so that git has to compare
  expect(dirty()).toBe(false); // a filter may make it what is committed
  repo.write('fresh/b.py', 'other\n');
  expect(dirty()).toBe(true);
  expect(existsSync(trace)).toBe(false);
  repo.tryGit(['status'], { cwd });
  expect(existsSync(trace)).toBe(true);
});

describe('a filter whose name is no plain word', () => {
  test.each([
    ['a b.c"d', 0],
    ['\u00fc\ud83d\udca9', 0],
    ['a=b', 2],
  ])('%j is not run', (driver, expected) => {
    const repo = new TestRepo();
    repo.write('.gitattributes', '* filter=evil\n');
    repo.write('m.pyc');
    repo.commitAll();
    for (const file of ['.gitattributes', 'm.pyc']) utimesSync(repo.path(file), 4_102_444_800, 4_102_444_800);
    repo.git('add', '--update', '.');
    const trace = join(repo.home, 'trace');
    repo.git('config', `filter.${driver}.clean`, `touch '${trace}'; cat`);
    // an attribute can't name every filter, but git reads the names of all the same
    repo.write('.git/info/attributes', `* filter=${driver}\n`);
    for (const command of ['doctor', 'untrack']) {
      const { code, stderr } = repo.guard([command]);
      expect({ command, code, stderr }).toMatchObject({
        code: command === 'doctor' ? expected || 1 : expected,
      });
    }
    expect(existsSync(trace)).toBe(false);
  });
});
