import { Buffer } from 'node:buffer';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { code, header, pyc313, text, tuple } from '../helpers/marshal-writer.ts';
import { TestRepo } from '../helpers/repo.ts';

const CACHED = 'pkg/__pycache__/m.cpython-313.pyc';
const SOURCE = 'spam = 1\n';

/** Bytecode of 3.13 that uses `name` and says that its source has `size` bytes. */
function using(name: string, size: number): Buffer {
  const fields = Buffer.alloc(12);
  fields.writeUInt32LE(size, 8);
  return header(3571, fields, code({ names: tuple(text(name)) }));
}

interface Found {
  code: string;
  severity: string;
  path: string;
}

const ALARMS = ['foreign-names', 'shadowing'];

const alarms = ({ findings }: { findings: Found[] }): string[] =>
  findings.filter((each) => ALARMS.includes(each.code)).map((each) => `${each.code} ${each.severity}`);

/** The same question in each way it can be put. */
const QUESTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['of what is tracked', ['check', '--tracked']],
  ['of a commit', ['check', '--range', 'HEAD~1..HEAD']],
  ['of history', ['history']],
  ['of the disk', ['check', 'pkg', 'tool']],
];

describe.each<{ what: string; make: (repo: TestRepo) => void; expected: string[] }>([
  {
    what: 'a source that is a symbolic link inside the repository is followed',
    make: (repo) => {
      repo.write('real/deep/m.py', SOURCE);
      mkdirSync(join(repo.root, 'pkg'));
      symlinkSync('../real/link.py', join(repo.root, 'pkg/m.py'));
      symlinkSync('deep/m.py', join(repo.root, 'real/link.py'));
      repo.write(CACHED, using('spam', SOURCE.length));
    },
    expected: [],
  },
  {
    what: 'what a link leads to is compared',
    make: (repo) => {
      repo.write('real/m.py', SOURCE);
      mkdirSync(join(repo.root, 'pkg'));
      symlinkSync('../real/m.py', join(repo.root, 'pkg/m.py'));
      repo.write(CACHED, using('evil', SOURCE.length));
    },
    expected: ['foreign-names error'],
  },
  {
    what: 'of a source that is a link out of the repository nothing is known',
    make: (repo) => {
      mkdirSync(join(repo.root, 'pkg'));
      writeFileSync(join(repo.home, 'm.py'), SOURCE);
      symlinkSync('../../home/m.py', join(repo.root, 'pkg/m.py'));
      repo.write(CACHED, using('evil', SOURCE.length));
    },
    expected: [],
  },
  {
    what: 'a source of another size is newer, which is no alarm',
    make: (repo) => {
      repo.write('pkg/m.py', `${SOURCE}# changed since\n`);
      repo.write(CACHED, using('eggs', SOURCE.length));
    },
    expected: ['foreign-names note'],
  },
  {
    what: 'a folder where no script is run takes the place of nothing',
    make: (repo) => {
      repo.write('tool/help.py', 'x = 1\n');
      repo.write('tool/json.pyc', pyc313(code({})));
    },
    expected: [],
  },
  {
    what: 'a folder with a script does',
    make: (repo) => {
      repo.write('tool/deploy.py', "import json\n\nif __name__ == '__main__':\n    print(json)\n");
      repo.write('tool/json.pyc', pyc313(code({})));
    },
    expected: ['shadowing error'],
  },
  {
    what: 'a script in a folder below is in another folder',
    make: (repo) => {
      repo.write('tool/[a]/main.py', 'x = 1\n');
      repo.write('tool/json.pyc', pyc313(code({})));
    },
    expected: [],
  },
])('$what', ({ make, expected }) => {
  const repo = new TestRepo();
  beforeAll(() => {
    repo.git('commit', '--quiet', '--allow-empty', '-m', 'begin');
    make(repo);
    repo.git('add', '--force', '--all');
    repo.git('commit', '--quiet', '-m', 'all');
    mkdirSync(join(repo.root, 'pkg'), { recursive: true });
    mkdirSync(join(repo.root, 'tool'), { recursive: true });
  });

  test.each(QUESTIONS)('%s', (_, args) => {
    expect(alarms(repo.guardJson(args))).toEqual(expected);
  });
});

test('the index is asked for a source behind a link as well as a commit', () => {
  const repo = new TestRepo();
  repo.write('real/m.py', SOURCE);
  mkdirSync(join(repo.root, 'pkg'));
  symlinkSync('../real/m.py', join(repo.root, 'pkg/m.py'));
  repo.write(CACHED, using('spam', SOURCE.length));
  repo.git('add', '--force', '--all');
  repo.git('commit', '--quiet', '-m', 'all');
  for (const name of [`HEAD:${CACHED}`, `:${CACHED}`, CACHED]) {
    const { files } = repo.guardJson(['inspect', name]);
    expect(files[0].source.state).toBe('agrees');
  }
});
