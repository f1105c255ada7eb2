import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Need, possible } from '../helpers/needs.ts';
import { copyOf, type RunOptions, snapshot, TestRepo } from '../helpers/repo.ts';

type Arrange = (repo: TestRepo) => RunOptions | undefined;

interface Row {
  readonly name: string;
  readonly code: RegExp;
  readonly commands: readonly (readonly string[])[];
  /** Brings about what is wrong in a repository that tracks one cache file. */
  readonly arrange?: Arrange;
  readonly init?: readonly string[];
  readonly needs?: Need;
  /** What the two lines have to mention. */
  readonly says?: RegExp;
  /** Names of what git itself leaves behind. */
  readonly leaves?: readonly string[];
}

const INSTALL = ['install'];
const IGNORE = ['ignore'];
const FIX = ['fix'];
const COMMIT = ['fix', '--commit'];
const UNTRACK = ['untrack'];
const ALLOW = ['allow', 'x'];
const ALL = [INSTALL, ['uninstall'], ['check'], ['check', '--tracked'], IGNORE, UNTRACK, FIX, COMMIT, ALLOW];

const ignoreFile =
  (content: string, mode: number): Arrange =>
  (repo) => {
    repo.write('.gitignore', content, mode);
    return undefined;
  };

const configured =
  (key: string, value: (repo: TestRepo) => string, ...where: string[]): Arrange =>
  (repo) => {
    repo.git('config', ...where, key, value(repo));
    return undefined;
  };

const inBetween =
  (...args: string[]): Arrange =>
  (repo) => {
    repo.git('checkout', '--quiet', '-b', 'other');
    repo.write('m.py', 'theirs\n');
    repo.git('commit', '--quiet', '--all', '--message', 'theirs');
    repo.git('checkout', '--quiet', 'main');
    repo.write('m.py', 'ours\n');
    repo.git('commit', '--quiet', '--all', '--message', 'ours');
    repo.tryGit(args);
    return undefined;
  };

const ROWS: readonly Row[] = [
  {
    name: 'not a repository',
    code: /^not-a-repository$/,
    commands: ALL,
    arrange: ({ home }) => ({ cwd: home }),
    says: /git init/,
  },
  {
    name: 'a bare repository',
    code: /^bare-repository$/,
    commands: ALL.filter(([name]) => name !== 'install' && name !== 'uninstall'), // these do work there
    init: ['--bare'],
  },
  {
    name: 'the inside of .git',
    code: /^no-work-tree$/,
    commands: [INSTALL, ['check'], FIX],
    arrange: (repo) => ({ cwd: repo.path('.git') }),
  },
  {
    name: 'no git on PATH',
    code: /^git-not-found$/,
    commands: [INSTALL, ['check'], IGNORE, FIX],
    arrange: ({ home }) => ({ env: { PATH: home } }),
  },
  {
    name: 'a repository of another user',
    code: /^dubious-ownership$/,
    commands: [INSTALL, ['check'], FIX],
    arrange: () => ({ env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } }),
    says: /safe\.directory/,
  },
  {
    name: 'a folder that is not there',
    code: /^no-such-directory$/,
    commands: [
      ['-C', 'nowhere', 'check'],
      ['-C', 'nowhere', 'fix'],
      ['-C', 'nowhere'],
    ],
  },
  {
    name: 'a file in place of a folder',
    code: /^no-such-directory$/,
    commands: [
      ['-C', 'm.py', 'check'],
      ['-C', 'm.py', 'fix'],
      ['-C', 'm.py'],
    ],
  },
  {
    name: 'a file in place of a folder, within a name',
    code: /^no-such-file$/,
    commands: [['inspect', 'm.py/m.pyc']],
    says: /m\.py\/m\.pyc/,
  },
  {
    name: 'a name that is too long for any file',
    code: /^no-such-file$/,
    commands: [['inspect', `${'m'.repeat(300)}.pyc`]],
  },
  {
    name: '.gitignore is a folder',
    code: /^not-a-file$/,
    commands: [INSTALL, IGNORE, FIX, COMMIT],
    arrange: (repo) => {
      mkdirSync(repo.path('.gitignore'));
      return undefined;
    },
    says: /\.gitignore/,
  },
  {
    name: 'a read-only .gitignore',
    code: /^read-only$/,
    commands: [INSTALL, IGNORE, FIX, COMMIT],
    arrange: ignoreFile('*.log\n', 0o444),
    says: /\.gitignore/,
  },
  {
    name: 'an unreadable .gitignore', // which the superuser can read; nobody writes it
    code: /^(cannot-read|read-only)$/,
    commands: [INSTALL, IGNORE, FIX, COMMIT],
    arrange: ignoreFile('*.log\n', 0),
    says: /\.gitignore/,
  },
  {
    name: 'index.lock of another git',
    code: /^index-locked$/,
    commands: [FIX, COMMIT],
    arrange: (repo) => {
      repo.write('.git/index.lock', '');
      return undefined;
    },
    says: /index\.lock/,
  },
  {
    name: 'a broken index',
    code: /^git-failed$/,
    commands: [['check'], UNTRACK, FIX],
    arrange: (repo) => {
      repo.write('.git/index', 'garbage');
      return undefined;
    },
    says: /index/,
  },
  {
    name: 'an unknown option',
    code: /^usage$/,
    commands: [['fix', '--no-such'], ['check', '-x'], ['--no-such']],
  },
  { name: 'an unknown command', code: /^usage$/, commands: [['fixx'], ['nonsense', '--tracked']] },
  {
    name: 'an option without its value',
    code: /^usage$/,
    commands: [
      ['check', '--files0-from'],
      ['check', '-C'],
    ],
  },
  {
    name: 'a value that is none',
    code: /^usage$/,
    commands: [
      ['check', '--format', 'xml'],
      ['install', '--hook-type', 'post-commit'],
    ],
  },
  {
    name: 'an option with one value, given twice',
    code: /^usage$/,
    commands: [
      ['-C', '.', '-C', '.', 'check'],
      ['check', '--range', 'HEAD', '--range', 'HEAD'],
      ['check', '--files0-from', 'a', '--files0-from', 'b'],
      ['check', '--output', 'a', '--output', 'b'],
      ['fix', '--commit', 'a', '--commit', 'b'],
      ['install', '--via', 'file', '--via', 'file'],
    ],
    says: /--[\w-]+ is given more than once/,
  },
  {
    name: 'an option with a value, negated',
    code: /^usage$/,
    commands: [
      ['check', '--no-range'],
      ['check', '--no-paths'],
      ['fix', '--no-commit'],
      ['history', '--no-html'],
      ['untrack', '--no-cwd'],
    ],
    says: /--no-\w+/,
  },
  {
    name: 'two things to look at',
    code: /^usage$/,
    commands: [
      ['check', '--staged', '--tracked'],
      ['check', '--stdin', 'a.pyc'],
    ],
  },
  { name: 'no pattern', code: /^usage$/, commands: [['allow']] },
  {
    name: 'broken quoting on stdin',
    code: /^bad-name$/,
    commands: [['check', '--stdin']],
    arrange: () => ({ input: 'a.py\n"a\\q.pyc"\n' }),
    says: /a\\q\.pyc/,
  },
  {
    name: 'an unclosed quote on stdin',
    code: /^bad-name$/,
    commands: [['check', '--stdin']],
    arrange: () => ({ input: '"a.pyc\n' }),
  },
  {
    name: 'a list that is not there',
    code: /^cannot-read$/,
    commands: [['check', '--files0-from', 'nowhere']],
    says: /nowhere/,
  },
  {
    name: 'a path outside the repository',
    code: /^outside-repository$/,
    commands: [
      ['check', '../m.pyc'],
      ['check', '/m.pyc'],
      ['untrack', '../x'],
      ['check', ''],
    ],
  },
  {
    name: 'a name that is not tracked',
    code: /^no-match$/,
    commands: [['untrack', 'nowhere.pyc']],
    says: /nowhere\.pyc/,
  },
  {
    name: 'a name that is no cache file',
    code: /^not-a-cache-file$/,
    commands: [['untrack', 'm.py']],
    says: /m\.py/,
  },
  {
    name: 'a pattern .gitattributes does not take',
    code: /^bad-pattern$/,
    commands: [
      ['allow', '!x'],
      ['allow', ''],
      ['allow', 'a\nb'],
      ['allow', '../x'],
      ['allow', 'a/../../x/**'],
    ],
  },
  {
    name: '.gitattributes is a symbolic link',
    needs: 'symbolic links',
    code: /^not-a-file$/,
    commands: [ALLOW],
    arrange: (repo) => {
      symlinkSync('elsewhere', repo.path('.gitattributes'));
      return undefined;
    },
  },
  {
    name: 'core.hooksPath outside the repository',
    code: /^hooks-path-outside$/,
    commands: [INSTALL, ['install', '--fix']],
    arrange: configured('core.hooksPath', ({ home }) => home),
    says: /core\.hooksPath/,
  },
  {
    name: 'core.hooksPath of the user',
    code: /^hooks-path-outside$/,
    commands: [INSTALL],
    arrange: configured('core.hooksPath', () => '~/hooks', '--global'),
    says: /core\.hooksPath/,
  },
  {
    name: 'core.hooksPath set to nothing',
    code: /^hooks-path-empty$/,
    commands: [INSTALL],
    arrange: configured('core.hooksPath', () => ''),
  },
  {
    name: 'core.hooksPath that leads to a file',
    code: /^hooks-path-outside$/,
    commands: [INSTALL, ['install', '--no-gitignore']],
    arrange: configured('core.hooksPath', () => 'm.py'),
    says: /m\.py/,
  },
  {
    name: 'core.hooksPath that leads to no folder at all',
    code: /^hooks-path-outside$/,
    commands: [INSTALL],
    arrange: configured('core.hooksPath', () => '/dev/null'),
    says: /[\\/]dev[\\/]null/,
  },
  {
    name: 'a link to a folder outside in place of the hooks folder',
    needs: 'symbolic links',
    code: /^hooks-path-outside$/,
    commands: [INSTALL, ['install', '--no-gitignore']],
    arrange: (repo) => {
      rmSync(repo.path('.git/hooks'), { recursive: true, force: true });
      mkdirSync(join(repo.home, 'shared'));
      symlinkSync(join(repo.home, 'shared'), repo.path('.git/hooks'));
      return undefined;
    },
    says: /hooks is a link to .*shared, which lies outside/,
  },
  {
    name: 'core.hooksPath that leads below the .git file of a linked work tree',
    code: /^hooks-path-outside$/,
    commands: [INSTALL],
    arrange: (repo) => {
      repo.git('worktree', 'add', '--quiet', '../side');
      repo.git('config', 'core.hooksPath', '.git/hooks');
      return { cwd: repo.path('../side') };
    },
    says: /side[\\/]\.git[\\/]hooks/,
  },
  {
    name: 'a work tree that the configuration places elsewhere',
    code: /^git-failed$/,
    commands: [['check', '--tracked'], UNTRACK, ['clean']],
    arrange: configured('core.worktree', ({ home }) => home),
    says: /^error: git [a-z-]+ failed: not a git repository/,
  },
  {
    name: 'a file in place of the hooks folder',
    code: /^cannot-(read|write)$/,
    commands: [INSTALL, ['install', '--no-gitignore']],
    arrange: (repo) => {
      rmSync(repo.path('.git/hooks'), { recursive: true, force: true });
      repo.write('.git/hooks', '');
      return undefined;
    },
    says: /\.git[\\/]hooks/,
  },
  {
    name: 'a link to nowhere in place of the hooks folder',
    needs: 'symbolic links',
    code: /^symbolic-link$/,
    commands: [INSTALL],
    arrange: (repo) => {
      rmSync(repo.path('.git/hooks'), { recursive: true, force: true });
      symlinkSync('/nowhere/hooks', repo.path('.git/hooks'));
      return undefined;
    },
    says: /\.git[\\/]hooks/,
  },
  {
    name: 'a merge',
    code: /^operation-in-progress$/,
    commands: [COMMIT],
    arrange: inBetween('merge', 'other'),
    says: /merge/,
  },
  {
    name: 'a rebase',
    code: /^operation-in-progress$/,
    commands: [COMMIT],
    arrange: inBetween('rebase', 'other'),
    says: /rebase/,
  },
  {
    name: 'a cherry-pick',
    code: /^operation-in-progress$/,
    commands: [COMMIT],
    arrange: inBetween('cherry-pick', 'other'),
    says: /cherry-pick/,
  },
  {
    name: 'a revert',
    code: /^operation-in-progress$/,
    commands: [COMMIT],
    arrange: inBetween('revert', 'HEAD^'),
    says: /revert/,
  },
  {
    name: 'a hook that fails',
    leaves: ['objects', 'COMMIT_EDITMSG'],
    code: /^commit-failed$/,
    commands: [COMMIT],
    arrange: (repo) => {
      repo.write('.git/hooks/commit-msg', '#!/bin/sh\nexit 1\n', 0o755);
      return undefined;
    },
  },
];

const CASES = possible(ROWS).flatMap((row) =>
  row.commands.map((args) => ({ ...row, args, shown: args.join(' ') })),
);

let template: TestRepo | undefined;

/** A repository that tracks one cache file, and has something staged. */
function tracking(): TestRepo {
  if (template === undefined) {
    template = new TestRepo();
    template.write('m.py');
    template.write('m.pyc');
    template.commitAll();
    template.write('staged.py');
    template.git('add', 'staged.py');
  }
  return copyOf(template);
}

describe('what can not work changes nothing, and says why and what to do', () => {
  test.each(CASES)('$name: $shown', ({ args, init = [], arrange, code, says = /./, leaves = [] }) => {
    const repo = init.length > 0 ? new TestRepo(init) : tracking();
    const options = arrange?.(repo);
    const all = dirname(repo.root);
    const before = snapshot(all, leaves);

    const told = repo.guard(args, options);

    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toMatch(/^error: \S.*\nhint: \S.*\n$/);
    expect(told.stderr).toMatch(says);
    const json = repo.guard(['--json', ...args], options);
    expect(json).toMatchObject({ code: 2, stderr: '' });
    const document = JSON.parse(json.stdout);
    expect(document).toMatchObject({
      schemaVersion: 1,
      exitCode: 2,
      findings: [],
      actions: [],
      error: {
        code: expect.stringMatching(code),
        message: expect.stringMatching(/^.+$/),
        hint: expect.stringMatching(/^.+$/),
      },
    });
    expect(snapshot(all, leaves)).toEqual(before);
  });
});

const hint = (repo: TestRepo, cwd: string): string =>
  /`(git config [^`]*)`/.exec(repo.guardJson(['install'], { cwd }).error.hint)?.[1] ?? '';

describe('the hint of install leads git back to a folder of this repository', () => {
  const SETTINGS: readonly (readonly [string, string, readonly string[]])[] = [
    ['set here', '/dev/null', []],
    ['set by the user', '/dev/null', ['--global']],
    ['set to nothing here', '', []],
    ['set to nothing by the user', '', ['--global']],
    ['relative, and right in the main work tree only', '.git/hooks', []],
  ];

  test.each(SETTINGS)('from a linked work tree, with core.hooksPath %s', (_name, value, where) => {
    const repo = new TestRepo();
    repo.write('m.py');
    repo.commitAll();
    const side = repo.path('../side');
    repo.git('worktree', 'add', '--quiet', side);
    repo.git('config', ...where, 'core.hooksPath', value);
    repo.run('sh', ['-c', hint(repo, side)], { cwd: side });
    for (const cwd of [side, repo.root]) expect(repo.guard(['install'], { cwd })).toMatchObject({ code: 0 });
  });
});

test('a name that nothing on disk can have is judged by what it says', () => {
  const repo = new TestRepo();
  repo.write('m.py');
  for (const name of ['m.py/m.pyc', `${'m'.repeat(300)}.pyc`])
    expect(repo.guardJson(['check', name])).toMatchObject({
      exitCode: 1,
      findings: [{ code: 'cache-file', path: name }],
      warnings: [],
    });
});

describe('a command line that makes no sense is told of in its own words:', () => {
  const LINES: readonly (readonly [string, string, RegExp])[] = [
    ['-C . check --bogus', 'check', /bogus/],
    ['--cwd . check --bogus', 'check', /bogus/],
    ['check --format json --bogus', 'check', /bogus/],
    ['--format json check --bogus', 'check', /bogus/],
    ['-C . fixx', 'fixx', /no command "fixx"/],
    ['fixx -C .', 'fixx', /no command "fixx"/],
  ];

  test.each(LINES)('%s', (line, command, message) => {
    expect(new TestRepo().guardJson(line.split(' '))).toMatchObject({
      command,
      error: { code: 'usage', message: expect.stringMatching(message) },
    });
  });
});

test('without a command and a repository a person gets help, and --json its document', () => {
  const repo = new TestRepo();
  const cwd = repo.home;
  expect(repo.guard([], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining('Commands:') });
  expect(repo.guardJson([], { cwd })).toMatchObject({ exitCode: 2, error: { code: 'not-a-repository' } });
});
