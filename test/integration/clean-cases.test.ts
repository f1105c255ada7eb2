import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { plant, present } from '../helpers/plain-folder.ts';
import { TestRepo } from '../helpers/repo.ts';

interface Case {
  readonly tracked: readonly string[];
  readonly ignore?: string;
  readonly links?: readonly string[];
}

/** Real repositories, each by a few of the paths that are typical of it. */
const CASES: Readonly<Record<string, Case>> = {
  'shmaller/rpg: one cache folder, several Pythons, a stray': {
    tracked: [
      'rpg.py',
      'arrows.py',
      '__pycache__/arrows.cpython-38.pyc',
      '__pycache__/bestiary.cpython-37.pyc',
      '__pycache__/desktop.ini',
    ],
    ignore: '*.pyc\n',
  },
  'gulida/mtc: names that pytest gives': {
    tracked: ['conftest.py', '__pycache__/conftest.cpython-38-pytest-6.2.5.pyc'],
  },
  'mitdancetroupe/dt: legacy files beside their sources': {
    tracked: ['__init__.py', '__init__.pyc', 'auditions/forms.pyc', 'auditions/__init__.pyo'],
  },
  'wrink/Runner: Jython': { tracked: ['Runner.py', 'Runner$py.class', '__init__$py.class'] },
  '01deniz/django_tutorial: a whole virtual environment with links': {
    tracked: [
      'mysite/mysite/__pycache__/urls.cpython-38.pyc',
      'venv/pyvenv.cfg',
      'venv/lib/python3.8/site-packages/django/utils/__pycache__/datetime_safe.cpython-38.pyc',
    ],
    links: ['venv/bin/python', 'venv/bin/python3'],
  },
  'zrax/pycdc: fixtures': {
    tracked: ['pyc_code.cpp', 'tests/compiled/a.3.8.pyc', 'tests/input/a.py'],
  },
  'RafaelBroseghini/CommuniPy: blanks in names': {
    tracked: ['Practice Problems/Lists/__pycache__/lists.cpython-36.pyc', 'Practice Problems/Lists/lists.py'],
    ignore: '*/__pycache__/*\n',
  },
  'han-yuexing/RCFNet: a folder with a Chinese name': {
    tracked: ['\u4ee3\u7801/__pycache__/utils.cpython-37.pyc', '\u4ee3\u7801/utils.py'],
  },
};

test.each(Object.entries(CASES))('%s: git status is what it was', (_, { tracked, ignore, links = [] }) => {
  const repo = new TestRepo();
  plant(repo, ...tracked);
  for (const link of links) {
    repo.write(link, '');
    const oid = repo.run('git', ['hash-object', '-w', '--stdin'], { input: Buffer.from('/usr/bin/python3') });
    repo.git('update-index', '--add', '--cacheinfo', `120000,${oid.stdout.trim()},${link}`);
  }
  if (ignore !== undefined) repo.write('.gitignore', ignore);
  repo.git('config', 'core.symlinks', 'false');
  repo.commitAll();
  const free = ['pkg/__pycache__/new.cpython-313.pyc', '__pycache__/new.cpython-313.pyc'];
  repo.write('.git/info/exclude', '*.pyc\n');
  plant(repo, ...free);
  const before = repo.status();
  const head = repo.git('ls-files', '-s');

  const { exitCode, summary } = repo.guardJson(['clean', '--all', '--sourceless', '--debris', 'all', '-y']);

  expect([exitCode, summary.files]).toEqual([0, 2]);
  expect(repo.status()).toEqual(before);
  expect(repo.git('ls-files', '-s')).toBe(head);
  expect(present(repo, ...tracked, ...links, ...free)).toEqual([...tracked, ...links]);
});
