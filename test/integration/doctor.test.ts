import { Buffer } from 'node:buffer';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { type Need, possible, testWith } from '../helpers/needs.ts';
import { npxFolder } from '../helpers/npx.ts';
import { copyOf, snapshot, TestRepo } from '../helpers/repo.ts';

const PATH = [npxFolder(), process.env.PATH].join(delimiter);
const LINES = '__pycache__/\n*.py[cod]\n*$py.class\n';
const MARK = '#!/bin/sh\ntouch "$HOME/foreign-hook-ran"\n';

type Env = Readonly<Record<string, string>>;

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
  readonly fix: string;
}

let template: TestRepo | undefined;

/** A repository in which doctor finds nothing wrong. */
function healthy(): TestRepo {
  template ??= installed();
  return copyOf(template);
}

function installed(): TestRepo {
  const repo = new TestRepo();
  repo.write('.gitignore', LINES);
  repo.write('pkg/m.py');
  repo.commitAll();
  expect(repo.guard(['install'])).toMatchObject({ code: 0 });
  expect(doctor(repo)).toMatchObject({ exitCode: 0, findings: [] });
  return repo;
}

const doctor = (repo: TestRepo, env: Env = {}): { exitCode: number; findings: Found[] } =>
  repo.guardJson(['doctor'], { env });

/** Runs the commands that were found, as a person would in one shell, and doctor after them. */
function mend(
  repo: TestRepo,
  findings: readonly Found[],
  env: Env = {},
): { exitCode: number; findings: Found[] } {
  const lines = [
    ...new Set(findings.map(({ fix }) => `{ ${fix}\n} >&2`)),
    'npx pyc-guard doctor --json || :',
  ];
  const ran = repo.run('sh', ['-ec', lines.join('\n')], { env: { ...env, PATH } });
  if (ran.code !== 0) throw new Error(`${lines.join('\n')}\nexited ${ran.code}: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

interface Fault {
  readonly name: string;
  readonly needs?: Need;
  readonly make: (repo: TestRepo) => void;
  readonly env?: Env;
  readonly found: readonly Partial<Found>[];
}

const install = 'npx pyc-guard install';
const hook = (name: string): string => `.git/hooks/${name}`;
/** The gates stand where git does not look. */
const NOT_RUN: Fault['found'] = [
  { code: 'hook-not-run', severity: 'error', path: hook('pre-commit') },
  { code: 'hook-not-run', severity: 'error', path: hook('pre-merge-commit') },
];
const overwrite = (repo: TestRepo, text: string) => repo.write(hook('pre-commit'), text, 0o755);

const FAULTS: readonly Fault[] = [
  {
    name: 'no hook',
    make: (repo) => rmSync(repo.path(hook('pre-commit'))),
    found: [{ code: 'hook-absent', severity: 'error', fix: install }],
  },
  {
    name: 'a gate of another version',
    make: (repo) =>
      overwrite(repo, repo.read(hook('pre-commit')).replace(/^(# pyc-guard gate) 1:/m, '$1 0:')),
    found: [{ code: 'hook-outdated', severity: 'warning', path: hook('pre-commit'), fix: install }],
  },
  {
    name: "somebody else's hook",
    make: (repo) => overwrite(repo, MARK),
    found: [{ code: 'hook-foreign', severity: 'error', path: hook('pre-commit'), fix: install }],
  },
  {
    name: 'a symbolic link at the place of the hook',
    needs: 'symbolic links',
    make: (repo) => {
      rmSync(repo.path(hook('pre-commit')));
      symlinkSync('../../pkg/m.py', repo.path(hook('pre-commit')));
    },
    found: [{ code: 'hook-foreign', severity: 'error', path: hook('pre-commit'), fix: install }],
  },
  {
    name: 'a gate that is not executable',
    needs: 'file modes',
    make: (repo) => chmodSync(repo.path(hook('pre-merge-commit')), 0o644),
    found: [{ code: 'hook-not-executable', severity: 'error', path: hook('pre-merge-commit'), fix: install }],
  },
  {
    name: 'a gate with CR LF line ends',
    make: (repo) => overwrite(repo, repo.read(hook('pre-commit')).replaceAll('\n', '\r\n')),
    found: [{ code: 'hook-not-run', severity: 'error', path: hook('pre-commit'), fix: install }],
  },
  {
    name: 'a core.hooksPath inside the repository',
    make: (repo) => repo.git('config', 'core.hooksPath', 'team hooks'),
    found: [
      { code: 'hook-not-run', severity: 'error', path: hook('pre-commit'), fix: install },
      { code: 'hook-not-run', severity: 'error', path: hook('pre-merge-commit'), fix: install },
    ],
  },
  {
    name: 'a core.hooksPath of its own that leads out of the repository',
    make: (repo) => repo.git('config', 'core.hooksPath', join(repo.home, 'hooks')),
    found: NOT_RUN,
  },
  {
    name: 'a link to a folder outside in place of the hooks folder',
    needs: 'symbolic links',
    make: (repo) => {
      rmSync(repo.path('.git/hooks'), { recursive: true });
      mkdirSync(join(repo.home, 'shared'));
      symlinkSync(join(repo.home, 'shared'), repo.path('.git/hooks'));
    },
    found: NOT_RUN,
  },
  {
    name: "a core.hooksPath of the user's that leads out of the repository",
    make: (repo) => repo.git('config', '--global', 'core.hooksPath', join(repo.home, 'hooks')),
    found: NOT_RUN,
  },
  {
    name: 'a core.hooksPath that is empty',
    make: (repo) => repo.git('config', 'core.hooksPath', ''),
    found: NOT_RUN,
  },
  {
    name: "an empty core.hooksPath of the user's",
    make: (repo) => repo.git('config', '--global', 'core.hooksPath', ''),
    found: NOT_RUN,
  },
  {
    name: 'a core.hooksPath that leads to no folder',
    make: (repo) => repo.git('config', '--global', 'core.hooksPath', '/dev/null'),
    found: NOT_RUN,
  },
  {
    name: 'a core.hooksPath that leads to a file',
    make: (repo) => repo.git('config', 'core.hooksPath', 'pkg/m.py'),
    found: NOT_RUN,
  },
  {
    name: 'PYC_GUARD=0',
    make: () => {},
    env: { PYC_GUARD: '0' },
    found: [{ code: 'hook-disabled', severity: 'error', fix: 'unset PYC_GUARD' }],
  },
  {
    name: 'SKIP=pyc-guard',
    make: () => {},
    env: { SKIP: 'pyc-guard' },
    found: [{ code: 'hook-disabled', severity: 'error', fix: 'unset SKIP' }],
  },
  {
    name: 'pyc-guard among others in SKIP',
    make: () => {},
    env: { SKIP: 'black,pyc-guard,a b' },
    found: [{ code: 'hook-disabled', severity: 'error', fix: 'export SKIP=black,a,b' }],
  },
  {
    name: 'a missing ignore line',
    make: (repo) => repo.write('.gitignore', LINES.replace('__pycache__/\n', '')),
    found: [{ code: 'ignore-missing', severity: 'error', file: '.gitignore', fix: 'npx pyc-guard ignore' }],
  },
  {
    name: 'ignore lines that only this user has',
    make: (repo) => {
      repo.write('.gitignore', 'build/\n');
      mkdirSync(join(repo.home, '.config/git'), { recursive: true });
      writeFileSync(join(repo.home, '.config/git/ignore'), LINES);
    },
    found: Array.from({ length: 3 }, () => ({ code: 'ignore-missing', severity: 'warning' })),
  },
  {
    name: "exceptions in the user's own excludes",
    make: (repo) => {
      rmSync(repo.path('.gitignore'));
      writeFileSync(join(repo.home, 'my excludes'), '# mine\n!*.pyc\n');
      repo.git('config', '--global', 'core.excludesFile', join(repo.home, 'my excludes'));
    },
    found: [
      ...Array.from({ length: 3 }, () => ({ code: 'ignore-missing', severity: 'error' })),
      { code: 'ignore-negated', severity: 'warning', line: 2 },
    ],
  },
  {
    name: 'an exception after the ignore lines, beside one like it',
    make: (repo) => repo.write('.gitignore', `${LINES}!*.py[co]\nbuild/\n!*.pyo\n`),
    found: [
      { code: 'ignore-negated', severity: 'warning', file: '.gitignore', line: 4 },
      { code: 'ignore-negated', severity: 'warning', file: '.gitignore', line: 6 },
    ],
  },
  {
    name: 'an exception in a folder with rules of its own',
    make: (repo) => repo.write('a b/.gitignore', '# here they stay\r\n!*.pyc\r\n'),
    found: [{ code: 'ignore-negated', severity: 'warning', file: 'a b/.gitignore', line: 2 }],
  },
  {
    name: 'a line that is meant for caches and matches none, above lines that are missing',
    make: (repo) => repo.write('.gitignore', '*.pyc # bytecode\n*.py[cod]\n'),
    found: [
      { code: 'ignore-missing', severity: 'error' },
      { code: 'ignore-missing', severity: 'error' },
      { code: 'ignore-ineffective', severity: 'warning', file: '.gitignore', line: 1 },
    ],
  },
  {
    name: 'such a line below one that ours would go before',
    make: (repo) => repo.write('.gitignore', '!keep/*.pyc\n*.pyc # bytecode\n'),
    found: [
      ...Array.from({ length: 3 }, () => ({ code: 'ignore-missing', severity: 'error' })),
      { code: 'ignore-ineffective', severity: 'warning', file: '.gitignore', line: 2 },
    ],
  },
  {
    name: 'an ignore file in UTF-16',
    make: (repo) =>
      repo.write('.gitignore', Buffer.from(`\ufeff${LINES.replaceAll('\n', '\r\n')}`, 'utf16le')),
    found: [{ code: 'ignore-unreadable', severity: 'error', file: '.gitignore' }],
  },
  {
    name: 'an ignore file that is half UTF-16',
    make: (repo) =>
      repo.write(
        '.gitignore',
        Buffer.concat([Buffer.from('build/\n'), Buffer.from('dist/\r\n*.pyc\r\n', 'utf16le')]),
      ),
    found: [
      ...Array.from({ length: 3 }, () => ({ code: 'ignore-missing', severity: 'error' })),
      { code: 'ignore-unreadable', severity: 'warning', file: '.gitignore', line: 2 },
    ],
  },
  {
    name: 'an ignore file that is a symbolic link',
    needs: 'symbolic links',
    make: (repo) => {
      repo.write('rules.txt', LINES);
      rmSync(repo.path('.gitignore'));
      symlinkSync('rules.txt', repo.path('.gitignore'));
    },
    found: [{ code: 'ignore-unreadable', severity: 'error', file: '.gitignore' }],
  },
  {
    name: 'tracked cache files',
    make: (repo) => {
      repo.write('pkg/__pycache__/m.cpython-313.pyc');
      repo.commitAll();
    },
    found: [
      {
        code: 'cache-file',
        severity: 'error',
        path: 'pkg/__pycache__/m.cpython-313.pyc',
        fix: 'npx pyc-guard fix',
      },
    ],
  },
  ...['assume-unchanged', 'skip-worktree'].map((flag) => ({
    name: `a tracked cache file that is ${flag}`,
    make: (repo: TestRepo) => {
      repo.write('a b.pyc');
      repo.commitAll();
      repo.git('update-index', `--${flag}`, 'a b.pyc');
    },
    found: [
      { code: 'cache-file', severity: 'error', path: 'a b.pyc' },
      { code: 'index-flag', severity: 'warning', path: 'a b.pyc' },
    ],
  })),
  {
    name: 'a tracked stray',
    make: (repo) => {
      repo.write("it's/__pycache__/.DS_Store");
      repo.commitAll();
    },
    found: [{ code: 'stray', severity: 'warning', path: "it's/__pycache__/.DS_Store" }],
  },
  {
    name: 'a tracked stray whose name is an option and a pattern to git',
    needs: 'POSIX names',
    make: (repo) => {
      repo.write('-d/__pycache__/*');
      repo.commitAll();
    },
    found: [{ code: 'stray', severity: 'warning', path: '-d/__pycache__/*' }],
  },
  {
    name: 'attributes that allow what is not there',
    make: (repo) =>
      repo.write(
        '.gitattributes',
        '*.txt text\n"old fixtures/**" -pyc-guard\n*.bin -text\nb/** -pyc-guard\n',
      ),
    found: [
      { code: 'allow-unused', severity: 'note', file: '.gitattributes', line: 2 },
      { code: 'allow-unused', severity: 'note', file: '.gitattributes', line: 4 },
    ],
  },
  {
    name: 'a work tree that has hooks of its own',
    make: (repo) => {
      repo.git('config', 'extensions.worktreeConfig', 'true');
      repo.git('worktree', 'add', '--quiet', '-b', 'side', '../side by side');
      repo.git('-C', '../side by side', 'config', '--worktree', 'core.hooksPath', 'none');
    },
    found: [{ code: 'hook-absent', severity: 'warning' }],
  },
  {
    name: 'a work tree that lacks the folder core.hooksPath names',
    make: (repo) => {
      repo.git('config', 'core.hooksPath', 'team');
      expect(repo.guard(['install']).code).toBe(0);
      repo.git('worktree', 'add', '--quiet', '../side');
    },
    found: [{ code: 'hook-absent', severity: 'warning' }],
  },
  {
    name: 'submodules without the guard, one in another',
    needs: 'git submodule',
    make: (repo) => {
      const inner = new TestRepo();
      inner.write('i.py');
      inner.commitAll();
      const outer = new TestRepo();
      outer.write('o.py');
      const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add'];
      outer.git(...add, inner.root, 'in side');
      outer.commitAll();
      repo.git(...add, outer.root, "it's a sub");
      repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init', '--recursive');
      repo.commitAll();
    },
    found: ["it's a sub", "it's a sub/in side"].map((path) => ({
      code: 'hook-absent',
      severity: 'warning',
      path,
      fix: 'npx pyc-guard install --recurse-submodules',
    })),
  },
];

describe('doctor names each fault, changes nothing, and its commands mend it:', () => {
  test.each(possible(FAULTS))('$name', ({ make, env = {}, found }) => {
    const repo = healthy();
    make(repo);
    const before = [snapshot(repo.root), snapshot(repo.home)];
    const seen = doctor(repo, env);
    expect([snapshot(repo.root), snapshot(repo.home)]).toEqual(before);
    expect(seen.findings).toMatchObject(found.map((each) => ({ fix: expect.stringMatching(/./), ...each })));
    expect(seen.findings).toHaveLength(found.length);
    expect(seen.exitCode).toBe(found.some(({ severity }) => severity === 'error') ? 1 : 0);
    expect(existsSync(join(repo.home, 'foreign-hook-ran'))).toBe(false);
    expect(mend(repo, seen.findings, env)).toMatchObject({ exitCode: 0, findings: [] });
  });
});

test('a repository with six different faults: doctor names all six, its commands mend them, and it is green', () => {
  const repo = healthy();
  repo.write('pkg/__pycache__/m.cpython-313.pyc');
  repo.write('.gitattributes', 'old/** -pyc-guard\n');
  repo.commitAll();
  repo.git('update-index', '--assume-unchanged', 'pkg/__pycache__/m.cpython-313.pyc');
  repo.write('.gitignore', '*.py[cod]\n');
  repo.write('pkg/.gitignore', '!*.pyc\n');
  repo.git('config', 'core.hooksPath', 'elsewhere');
  const env = { SKIP: 'black,pyc-guard' };

  const seen = doctor(repo, env);
  expect([...new Set(seen.findings.map(({ code }) => code))].sort()).toEqual([
    'allow-unused',
    'cache-file',
    'hook-disabled',
    'hook-not-run',
    'ignore-missing',
    'ignore-negated',
    'index-flag',
  ]);
  expect(seen.exitCode).toBe(1);
  expect(mend(repo, seen.findings, env)).toMatchObject({ exitCode: 0, findings: [] });

  repo.write('pkg/__pycache__/m.cpython-313.pyc', 'compiled again\n');
  repo.git('add', '--force', 'pkg/__pycache__');
  const blocked = repo.tryGit(['commit', '--message', 'again']);
  expect(blocked).toMatchObject({ code: 1, stderr: expect.stringContaining('pyc-guard:') });
});

describe('doctor runs no hook of others:', () => {
  const ran = (repo: TestRepo): boolean => existsSync(join(repo.home, 'foreign-hook-ran'));
  const SITUATIONS: readonly (readonly [string, (repo: TestRepo) => void])[] = [
    ['one in place of the gate', (repo) => overwrite(repo, MARK)],
    [
      'one that the gate runs',
      (repo) => {
        overwrite(repo, MARK);
        expect(repo.guard(['install']).code).toBe(0);
      },
    ],
    [
      'one that runs the gate',
      (repo) => overwrite(repo, MARK.replace('touch', 'sh .git/hooks/pre-merge-commit "$@"; touch')),
    ],
    [
      'one that has the gate’s first lines',
      (repo) =>
        overwrite(repo, repo.read(hook('pre-commit')).replace('\n\n', `\n${MARK.split('\n')[1]}\n\n`)),
    ],
    [
      'one where core.hooksPath leads',
      (repo) => {
        repo.write('team/pre-commit', MARK, 0o755);
        repo.git('config', 'core.hooksPath', 'team');
      },
    ],
    [
      "one of husky's",
      (repo) => {
        repo.write('.husky/_/pre-commit', MARK, 0o755);
        repo.write('.husky/pre-commit', MARK, 0o755);
        repo.git('config', 'core.hooksPath', '.husky/_');
        expect(repo.guard(['install']).code).toBe(0);
      },
    ],
    [
      'one in the configuration',
      (repo) => {
        repo.git('config', 'hook.theirs.command', 'touch "$HOME/foreign-hook-ran"');
        repo.git('config', 'hook.theirs.event', 'pre-commit');
      },
    ],
  ];

  test.each(SITUATIONS)('%s', (_, make) => {
    const repo = healthy();
    make(repo);
    rmSync(join(repo.home, 'foreign-hook-ran'), { force: true });
    repo.guard(['doctor']);
    expect(ran(repo)).toBe(false);
  });
});

describe('doctor works', () => {
  test('where the environment names the repository, as a hook has it', () => {
    const repo = healthy();
    for (const env of [{ GIT_DIR: repo.path('.git') }, { GIT_INDEX_FILE: repo.path('.git/index') }])
      expect(repo.guardJson(['doctor'], { env })).toMatchObject({ exitCode: 0, warnings: [] });
  });

  testWith('git submodule')('there with submodules too, and says that it has not looked at them', () => {
    const inner = new TestRepo();
    inner.write('i.py');
    inner.commitAll();
    const repo = healthy();
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    const env = { GIT_DIR: repo.path('.git') };
    expect(repo.guardJson(['doctor'], { env })).toMatchObject({
      exitCode: 0,
      warnings: [{ code: 'environment', message: expect.stringContaining('GIT_DIR') }],
    });
  });

  test('where the git directory lies apart, which git lists as the main work tree', () => {
    const repo = new TestRepo(['--separate-git-dir=../apart']);
    repo.write('.gitignore', LINES);
    repo.commitAll();
    expect(repo.guard(['install'])).toMatchObject({ code: 0 });
    repo.git('worktree', 'add', '--quiet', '../side');
    for (const cwd of [repo.root, repo.path('../side')])
      expect(repo.guardJson(['doctor'], { cwd })).toMatchObject({ exitCode: 0, findings: [] });
  });

  testWith('git submodule')('beside work trees and submodules that git can not open, and names them', () => {
    const inner = new TestRepo();
    inner.write('i.py');
    inner.commitAll();
    const repo = healthy();
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    repo.git('worktree', 'add', '--quiet', '../side');
    for (const name of ['sub/.git', '../side/.git']) writeFileSync(repo.path(name), 'no git file\n');
    const { exitCode, warnings } = repo.guardJson(['doctor']);
    expect(exitCode).toBe(0);
    expect(warnings.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringMatching(/^sub was not looked at: .*invalid gitfile/),
      expect.stringMatching(/side was not looked at: .*invalid gitfile/),
    ]);
  });

  testWith('symbolic links')('where a link has taken the place of a folder with ignore rules', () => {
    const repo = healthy();
    repo.write('sub/.gitignore', '*.log\n');
    repo.commitAll();
    rmSync(repo.path('sub'), { recursive: true });
    symlinkSync('pkg', repo.path('sub'));
    expect(repo.guardJson(['doctor'])).toMatchObject({ exitCode: 0, findings: [] });
  });

  test('with folders and plain files named git on PATH', () => {
    const repo = healthy();
    mkdirSync(join(repo.home, 'a', 'git'), { recursive: true });
    mkdirSync(join(repo.home, 'b'));
    writeFileSync(join(repo.home, 'b', 'git'), '');
    const env = { PATH: [join(repo.home, 'a'), join(repo.home, 'b'), process.env.PATH].join(delimiter) };
    expect(repo.guardJson(['doctor'], { env })).toMatchObject({ exitCode: 0 });
  });
});

test('doctor counts folders that have rules of their own as one speaks', () => {
  const repo = healthy();
  repo.write('sub/.gitignore', '*.log\n');
  expect(repo.guard(['doctor']).stdout).toContain('also below 1 folder that has rules of its own');
  repo.write('more/.gitignore', '*.log\n');
  expect(repo.guard(['doctor']).stdout).toContain('also below 2 folders that have rules of their own');
});

test('doctor notes that CI does not run the guard, and is content where it does', () => {
  const repo = healthy();
  const codes = (): string[] => repo.guardJson(['doctor']).warnings.map(({ code }: { code: string }) => code);
  expect(codes()).toEqual([]);
  repo.write('.github/workflows/test.yml', 'on: push\n');
  expect(codes()).toEqual(['no-ci-guard']);
  repo.write('.github/workflows/guard.yml', 'steps: [{ run: npx pyc-guard check --tracked }]\n');
  expect(codes()).toEqual([]);
});

describe('gates for other events', () => {
  test('are told of where they were installed', () => {
    const repo = healthy();
    expect(repo.guard(['install', '--hook-type', 'pre-push'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('pushes that add Python bytecode are blocked from now on'),
    });
    expect(repo.guard(['doctor']).stdout).toMatch(
      /ok pre-push runs the pyc-guard hook: .git\/hooks\/pre-push/,
    );
  });

  testWith('file modes')('that git skips are a finding, with the command that mends it', () => {
    const repo = healthy();
    repo.guard(['install', '--hook-type', 'pre-push']);
    chmodSync(repo.path('.git/hooks/pre-push'), 0o644);
    const { findings } = doctor(repo);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'hook-not-executable',
        fix: 'npx pyc-guard install --hook-type pre-push',
      }),
    ]);
    expect(mend(repo, findings)).toMatchObject({ exitCode: 0, findings: [] });
  });

  test('are not asked for, and a hook of others in their place is nobody’s concern', () => {
    const repo = healthy();
    writeFileSync(repo.path('.git/hooks/pre-push'), MARK, { mode: 0o755 });
    expect(doctor(repo)).toMatchObject({ exitCode: 0, findings: [] });
  });
});
