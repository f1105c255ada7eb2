import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { rebuild } from '../helpers/rebuild.ts';
import { snapshot, type TestRepo } from '../helpers/repo.ts';
import { trackedBytes } from '../helpers/stage.ts';

/** All that occurs in these repositories; what a cache file is in general has a table of its own. */
const CACHE = /(\.py[co]|\$py\.class)$/;

const ALL = ['__pycache__/', '*.py[cod]', '*$py.class'];

/** repository, tracked, cache files, strays, lines that are missing */
const CASES: readonly (readonly [string, number, number, readonly string[], readonly string[]])[] = [
  ['shmaller-rpg', 56, 30, ['__pycache__/desktop.ini'], ALL],
  ['gulida-mtc', 122, 53, [], ALL],
  ['mitdancetroupe-dt', 39, 18, [], ALL],
  ['wrink-Runner', 7, 2, [], ALL],
  ['01deniz-django_tutorial', 5489, 1099, [], ALL],
  ['zrax-pycdc', 487, 229, [], ALL.slice(1)],
  ['RafaelBroseghini-CommuniPy', 31, 3, [], ALL],
  ['han-yuexing-RCFNet_Conv_Resnet50_MHSA', 25, 3, [], ALL],
];

const files = (repo: TestRepo) => snapshot(repo.root, ['.git', '.gitignore']);
const everything = (repo: TestRepo) => snapshot(repo.root);
const ignoreFile = (repo: TestRepo) => (existsSync(repo.path('.gitignore')) ? repo.read('.gitignore') : '');

interface ReportedFinding {
  readonly do?: string;
  readonly code?: string;
  readonly path: string;
  readonly lines?: readonly string[];
}

describe('fix on real repositories', () => {
  test.each(CASES)('%s', (name, count, cacheFiles, strays, missing) => {
    const repo = rebuild(name);
    const before = { tracked: trackedBytes(repo), files: files(repo), ignore: ignoreFile(repo) };
    expect(before.tracked).toHaveLength(count);
    expect(repo.status()).toEqual([]);
    const untouched = everything(repo);
    const planned = repo.guardJson(['fix', '--dry-run']);
    expect(everything(repo)).toEqual(untouched);

    const done = repo.guardJson(['fix']);

    expect(done.actions).toEqual(planned.actions);
    expect(done).toMatchObject({
      exitCode: 0,
      summary: { untracked: cacheFiles, ignoreLinesAdded: missing.length, strays: strays.length, allowed: 0 },
    });
    const left = before.tracked.filter((path) => !CACHE.test(path));
    const added = before.tracked.includes('.gitignore') ? [] : ['.gitignore'];
    expect(trackedBytes(repo)).toEqual([...left, ...added].sort());
    expect(files(repo)).toEqual(before.files);
    const patch = done.actions.find((action: ReportedFinding) => action.do === 'patch-ignore');
    expect(patch).toMatchObject({ path: '.gitignore', lines: missing });
    const lines = ignoreFile(repo).split('\n');
    expect(
      lines.filter((line) => !line.startsWith('#') && !before.ignore.split('\n').includes(line)),
    ).toEqual(missing);
    expect(lines.filter((line) => before.ignore.split('\n').includes(line)).join('\n')).toBe(before.ignore);
    const warned = done.findings
      .filter(({ code }: ReportedFinding) => code === 'stray')
      .map(({ path }: ReportedFinding) => path);
    expect(warned).toEqual(strays);

    const settled = everything(repo);
    expect(repo.guardJson(['fix'])).toMatchObject({ exitCode: 0, actions: [], summary: { untracked: 0 } });
    expect(everything(repo)).toEqual(settled);
    // nothing that was untracked comes back
    repo.git('add', '--all');
    expect(trackedBytes(repo)).toEqual([...left, ...added].sort());
  });

  test('fixtures that are allowed stay tracked', () => {
    const repo = rebuild('zrax-pycdc');
    const before = trackedBytes(repo);
    expect(repo.guard(['allow', 'tests/**']).code).toBe(0);

    const done = repo.guardJson(['fix']);

    expect(done).toMatchObject({ exitCode: 0, summary: { untracked: 0, allowed: 229, ignoreLinesAdded: 2 } });
    // allow stages what it writes
    expect(trackedBytes(repo).filter((path) => path !== '.gitattributes')).toEqual(before);
    expect(repo.guardJson(['check', '--tracked'])).toMatchObject({ exitCode: 0, summary: { allowed: 229 } });
  });
});
