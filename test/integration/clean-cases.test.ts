import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rebuild } from '../helpers/rebuild.ts';
import { snapshot, type TestRepo } from '../helpers/repo.ts';

const CASES = [
  'shmaller-rpg',
  'gulida-mtc',
  'mitdancetroupe-dt',
  'wrink-Runner',
  '01deniz-django_tutorial',
  'zrax-pycdc',
  'RafaelBroseghini-CommuniPy',
  'han-yuexing-RCFNet_Conv_Resnet50_MHSA',
];

const FREE = ['__pycache__/new.cpython-313.pyc', 'some/folder/__pycache__/new.cpython-313.pyc', 'legacy.pyc'];

const files = (repo: TestRepo) => snapshot(repo.root, ['.git']);

test.each(CASES)('clean in %s leaves git status as it was, and every tracked file', (name) => {
  const repo = rebuild(name);
  const tracked = files(repo);
  repo.write('.git/info/exclude', '*.pyc\n');
  for (const path of FREE) repo.write(path);
  repo.write('some/folder/new.py');
  const status = repo.status();
  const index = repo.git('ls-files', '-s', '-v');

  const told = repo.guardJson(['clean', '--all', '--sourceless', '--debris', 'all', '--yes']);

  expect(told).toMatchObject({ exitCode: 0, summary: { files: FREE.length } });
  expect(FREE.filter((path) => existsSync(repo.path(path)))).toEqual([]);
  expect(repo.status()).toEqual(status);
  expect(repo.git('ls-files', '-s', '-v')).toBe(index);
  expect(files(repo)).toMatchObject(tracked);
});
