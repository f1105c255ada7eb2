import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { snapshot, TestRepo } from '../helpers/repo.ts';

const LINES = '__pycache__/\n*.py[cod]\n*$py.class\n';
const BLOCK = '# Python bytecode (pyc-guard)\n';

/** A repository with these files, none of them committed. */
function holding(files: Readonly<Record<string, string>>): TestRepo {
  const repo = new TestRepo();
  for (const [name, content] of Object.entries(files)) repo.write(name, content);
  return repo;
}

/** What `git add --all` takes of caches and what lies beside them. */
function comesBack(repo: TestRepo): string[] {
  const { stdout } = repo.tryGit(['ls-files', '--others', '--exclude-standard']);
  return stdout.split('\n').filter((path) => /py[co]|__pycache__/.test(path));
}

/** Nothing but whole lines came to a file. */
function expectOnlyAdded(before: string, after: string): void {
  const rest = after.split('\n');
  for (const line of before.split('\n')) {
    const at = rest.indexOf(line);
    expect(at).toBeGreaterThanOrEqual(0);
    rest.splice(0, at + 1);
  }
}

describe('ignore --repair adds lines behind the exception that undoes them', () => {
  const CASES: readonly (readonly [
    what: string,
    files: Record<string, string>,
    after: Record<string, string>,
  ])[] = [
    [
      'which brings back only other files in __pycache__',
      {
        '.gitignore': `${LINES}!tests/core/**/*\n*.py[cod]\n*$py.class\n`,
        'tests/core/a/__pycache__/README': '',
        'tests/core/a/__pycache__/m.pyc': '',
      },
      { '.gitignore': `${LINES}!tests/core/**/*\n*.py[cod]\n*$py.class\n${BLOCK}__pycache__/\n` },
    ],
    [
      'though no cache is there yet',
      { '.gitignore': `${LINES}!tests/core/**/*\n` },
      { '.gitignore': `${LINES}!tests/core/**/*\n${BLOCK}${LINES}` },
    ],
    [
      'which is about caches everywhere',
      { '.gitignore': `${LINES}!*.pyc\n`, 'm.pyc': '' },
      { '.gitignore': `${LINES}!*.pyc\n${BLOCK}*.py[cod]\n` },
    ],
    [
      'which is about caches in one place, where one is',
      { '.gitignore': `${LINES}!pkg/*.pyc\n`, 'pkg/m.pyc': '' },
      { '.gitignore': `${LINES}!pkg/*.pyc\n${BLOCK}*.py[cod]\n` },
    ],
    [
      'in a nested file, in its own line ends',
      { '.gitignore': LINES, 'a b/.gitignore': '# ours\r\n!*.pyc\r\n', 'a b/m.pyc': '' },
      {
        '.gitignore': LINES,
        'a b/.gitignore': '# ours\r\n!*.pyc\r\n# Python bytecode (pyc-guard)\r\n*.py[cod]\r\n',
      },
    ],
    [
      'in a file that has no line end',
      { '.gitignore': `${LINES}!*.pyo`, 'm.pyo': '' },
      {
        '.gitignore': `${LINES}!*.pyo\n# Python bytecode (pyc-guard; the line above had no end)\n*.py[cod]\n`,
      },
    ],
  ];

  test.each(CASES)('%s', (_what, files, after) => {
    const repo = holding(files);
    const report = repo.guardJson(['ignore', '--repair']);
    expect(report).toMatchObject({ exitCode: 0, findings: [] });
    for (const [file, content] of Object.entries(after)) {
      expect(repo.read(file)).toBe(content);
      expectOnlyAdded(files[file] ?? '', content);
    }
    expect(comesBack(repo)).toEqual([]);
    const once = snapshot(repo.root);
    expect(repo.guardJson(['ignore', '--repair'])).toMatchObject({ exitCode: 0, actions: [] });
    expect(snapshot(repo.root)).toEqual(once);
    expect(repo.guard(['uninstall', '--gitignore'])).toMatchObject({ code: 0 });
    for (const file of Object.keys(after)) expect(repo.read(file)).toBe(files[file]);
  });

  test('and what only the user excludes brings back, by the lines at the top', () => {
    const repo = holding({ 'm.pyc': '' });
    mkdirSync(join(repo.home, '.config/git'), { recursive: true });
    writeFileSync(join(repo.home, '.config/git/ignore'), '!*.pyc\n');
    expect(repo.guardJson(['ignore', '--repair'])).toMatchObject({ exitCode: 0, findings: [] });
    expect(comesBack(repo)).toEqual([]);
  });

  test('and a dry run writes nothing', () => {
    const repo = holding({ '.gitignore': `${LINES}!*.pyc\n` });
    expect(repo.guardJson(['ignore', '--repair', '-n']).actions).toMatchObject([{ do: 'patch-ignore' }]);
    expect(repo.read('.gitignore')).toBe(`${LINES}!*.pyc\n`);
  });
});

describe('ignore --repair keeps', () => {
  test.each([
    ['for allowed files', `${LINES}!fixtures/*.pyc\n`, 'fixtures/a.pyc', `${LINES}!fixtures/*.pyc\n`],
    [
      'for allowed files, below one that is overruled',
      `${LINES}!pkg/*.pyc\n!fixtures/*.pyc\n`,
      'fixtures/a.pyc',
      `${LINES}!pkg/*.pyc\n${BLOCK}*.py[cod]\n!fixtures/*.pyc\n`,
    ],
    [
      'in one place, where nothing is that it lets through',
      `${LINES}!data/*.pyc\n`,
      'pkg/m.py',
      `${LINES}!data/*.pyc\n`,
    ],
  ])('an exception %s', (_what, content, name, after) => {
    const repo = holding({
      '.gitignore': content,
      '.gitattributes': 'fixtures/** -pyc-guard\n',
      [name]: '',
      ...(content.includes('!pkg') && { 'pkg/m.pyc': '' }),
    });
    expect(repo.guard(['ignore', '--repair'])).toMatchObject({ code: 0 });
    expect(repo.read('.gitignore')).toBe(after);
    expect(comesBack(repo)).toEqual(name.endsWith('.pyc') ? [name] : []);
  });

  test('an exception that names one tracked file which is no bytecode', () => {
    const content = `__pycache__/*\n!a/__pycache__/\n/a/__pycache__/*\n!a/__pycache__/README\n*.py[cod]\n*$py.class\n`;
    const repo = holding({ '.gitignore': content, 'a/__pycache__/README': '' });
    repo.git('add', '--force', '.');
    repo.guard(['ignore', '--repair']);
    expect(repo.tryGit(['check-ignore', '--no-index', '--quiet', 'a/__pycache__/README'])).toMatchObject({
      code: 1,
    });
  });

  test('an exception that lets both pass, and says so', () => {
    const repo = holding({
      '.gitignore': `${LINES}!*.pyc\n`,
      '.gitattributes': 'fixtures/** -pyc-guard\n',
      'fixtures/a.pyc': '',
      'm.pyc': '',
    });
    const report = repo.guardJson(['ignore', '--repair']);
    expect(repo.read('.gitignore')).toBe(`${LINES}!*.pyc\n`);
    expect(report.findings).toMatchObject([
      { code: 'ignore-negated', line: 4, message: expect.stringMatching(/fixtures\/a\.pyc.*allowed/) },
    ]);
  });
});

test('fix and doctor say what really comes back, and how it is repaired', () => {
  const repo = holding({
    '.gitignore': `${LINES}!tests/core/**/*\n*.py[cod]\n`,
    'tests/core/a/__pycache__/m.pyc': '',
    'tests/core/a/__pycache__/README': '',
  });
  repo.commitAll();
  const [found] = repo
    .guardJson(['doctor'])
    .findings.filter(({ code }: { code: string }) => code === 'ignore-negated');
  expect(found).toMatchObject({
    file: '.gitignore',
    line: 4,
    fix: 'npx pyc-guard ignore --repair',
    message: expect.stringMatching(/tests\/core\/a\/__pycache__\/README.*only other files in __pycache__/),
  });
});
