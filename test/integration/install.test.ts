import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Need, possible, testWith } from '../helpers/needs.ts';
import { type RunOptions, snapshot, TestRepo } from '../helpers/repo.ts';
import { stage } from '../helpers/stage.ts';

type Arrange = (repo: TestRepo) => RunOptions | undefined;

interface Setting {
  readonly name: string;
  readonly needs?: Need;
  readonly init?: readonly string[];
  /** Returns how the program is called. */
  readonly arrange?: Arrange;
  /**
   * Systems but Windows could not start that hook before either, so no commit gets as far as the gate. There
   * it depends on the shell: some read past a carriage return, or take what is no program for a script.
   */
  readonly broken?: boolean;
}

const HOOK = '.git/hooks/pre-commit';
const SHELL_HOOK = '#!/bin/sh\nexit 0\n';

const foreign =
  (content: string, mode = 0o755): Arrange =>
  (repo) => {
    repo.write(HOOK, content, mode);
    return undefined;
  };

const hooksPath =
  (path: string, make = false): Arrange =>
  (repo) => {
    repo.git('config', 'core.hooksPath', path);
    if (make) repo.write(`${path}/pre-merge-commit`, SHELL_HOOK, 0o755);
    return undefined;
  };

const ignoring =
  (content: string): Arrange =>
  (repo) => {
    repo.write('.gitignore', content);
    return undefined;
  };

const SETTINGS: readonly Setting[] = [
  { name: 'no hook' },
  { name: 'SHA-256', init: ['--object-format=sha256'] },
  { name: 'no template', init: ['--template='] },
  { name: 'an executable hook', arrange: foreign(SHELL_HOOK) },
  { name: 'a hook that is not executable', arrange: foreign(SHELL_HOOK, 0o644) },
  {
    name: 'a Python hook',
    needs: 'POSIX programs',
    arrange: foreign('#!/usr/bin/env python3\nprint("hi")\n', 0o700),
  },
  { name: 'a hook with CRLF line ends', arrange: foreign('#!/bin/sh\r\nexit 0\r\n'), broken: true },
  { name: 'a binary hook', arrange: foreign('\x7fELF\0\xff'), broken: true },
  { name: 'an empty hook', arrange: foreign('') },
  {
    name: 'a hook that is a symbolic link',
    needs: 'symbolic links',
    arrange: (repo) => {
      repo.write('scripts/check', SHELL_HOOK, 0o755);
      symlinkSync('../../scripts/check', repo.path(HOOK));
      return undefined;
    },
  },
  {
    name: 'a hook that is a dangling symbolic link',
    needs: 'symbolic links',
    arrange: (repo) => {
      symlinkSync('../../nowhere', repo.path(HOOK));
      return undefined;
    },
  },
  {
    name: 'hooks for both events',
    arrange: (repo) => {
      repo.write('.git/hooks/pre-merge-commit', SHELL_HOOK, 0o755);
      return foreign(SHELL_HOOK)(repo);
    },
  },
  {
    name: 'no hooks folder',
    arrange: (repo) => {
      rmSync(repo.path('.git/hooks'), { recursive: true, force: true });
      return undefined;
    },
  },
  { name: 'core.hooksPath in the work tree', arrange: hooksPath('tools/hooks', true) },
  { name: 'core.hooksPath to folders that are missing', arrange: hooksPath('tools/git/hooks') },
  { name: 'core.hooksPath in .git', arrange: hooksPath('.git/my-hooks') },
  {
    name: 'a linked worktree',
    arrange: (repo) => {
      repo.git('worktree', 'add', '--quiet', '-b', 'linked', `${repo.root}-linked`);
      return { cwd: `${repo.root}-linked` };
    },
  },
  {
    name: 'a sub-folder',
    arrange: (repo) => {
      repo.write('sub/m.py');
      return { cwd: repo.path('sub') };
    },
  },
  { name: '.git elsewhere', init: ['--separate-git-dir', '../elsewhere.git'] },
  { name: 'a .gitignore', arrange: ignoring('*.log\n') },
  { name: 'a .gitignore without a line end at its end', arrange: ignoring('*.log\n*.pyc') },
  { name: 'an empty .gitignore', arrange: ignoring('') },
  { name: 'a .gitignore with CRLF', arrange: ignoring('*.log\r\n\r\n') },
  { name: 'a .gitignore with a BOM', arrange: ignoring('\ufeff*.log') },
  { name: 'a .gitignore that says it all', arrange: ignoring('__pycache__/\n*.py[cod]\n*$py.class\n') },
  { name: 'a .gitignore with an exception', arrange: ignoring('*.pyc\n!tests/fixtures/*.pyc\n') },
];

/** A repository with one commit in the setting, and how to call the program there. */
function prepare({ init = [], arrange }: Setting): {
  repo: TestRepo;
  options: RunOptions | undefined;
  all: () => object;
} {
  const repo = new TestRepo(init);
  repo.write('m.py');
  repo.commitAll();
  const options = arrange?.(repo);
  return { repo, options, all: () => snapshot(dirname(repo.root)) };
}

const withoutIgnore = (seen: object): object =>
  Object.fromEntries(Object.entries(seen).filter(([name]) => !name.endsWith('/.gitignore')));

describe('install, install, uninstall leaves everything byte for byte as it was', () => {
  test.each(possible(SETTINGS))('$name', (setting) => {
    const { repo, options, all } = prepare(setting);
    const before = all();

    const plan = repo.guardJson(['install', '--dry-run'], options);
    expect(all()).toEqual(before);
    expect(repo.guardJson(['install'], options)).toMatchObject({ exitCode: 0, actions: plan.actions });
    const installed = all();
    expect(installed).not.toEqual(before);
    expect(repo.guardJson(['install'], options)).toMatchObject({ exitCode: 0, actions: [] });
    expect(all()).toEqual(installed);

    expect(repo.guard(['uninstall'], options)).toMatchObject({ code: 0, stderr: '' });
    expect(withoutIgnore(all())).toEqual(withoutIgnore(before));
    expect(repo.guard(['uninstall', '--gitignore'], options)).toMatchObject({
      code: 0,
      stderr: expect.any(String),
    });
    expect(all()).toEqual(before);

    // and it was the gate that stood there
    expect(repo.guard(['install'], options)).toMatchObject({ code: 0, stderr: expect.any(String) });
    repo.run(
      'git',
      ['update-index', '--add', '--cacheinfo', `100644,${repo.git('rev-parse', ':m.py').trim()},m.pyc`],
      options,
    );
    const { code, stderr } = repo.tryGit(['commit', '--message', 'x'], options);
    const broken = sep === '\\' ? /pre-commit|\n {4}m\.pyc\n/ : /pre-commit/;
    const said = setting.broken ? broken : /\n {4}m\.pyc\n/;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(said) });
  });
});

describe('a hook that was there before', () => {
  const RECORD = `#!/bin/sh
{ echo "$#"; printf '<%s>' "$@"; echo; cat; echo "$WORD"; } >"$HOME/ran"
exit "\${STATUS-0}"
`;

  function withHook(): TestRepo {
    const repo = new TestRepo();
    repo.write(HOOK, RECORD, 0o755);
    expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
    return repo;
  }

  const ran = (repo: TestRepo): string => readFileSync(join(repo.home, 'ran'), 'utf8');

  testWith('POSIX programs').each([0, 1, 42])(
    'runs with its arguments, stdin and environment, and %i is its exit status',
    (status) => {
      const repo = withHook();
      const { code } = repo.run(repo.path(HOOK), ['one', 'two  words', ''], {
        input: 'line\n',
        env: { WORD: 'of the caller', STATUS: String(status) },
      });
      expect(code).toBe(status);
      expect(ran(repo)).toBe('3\n<one><two  words><>\nline\nof the caller\n');
    },
  );

  // `set PYC_GUARD=0 & git commit` in cmd.exe keeps the blank
  test('blanks around PYC_GUARD=0 count neither for the hook nor for install, and nothing else switches them off', () => {
    const repo = new TestRepo();
    expect(repo.guard(['install']).code).toBe(0);
    stage(repo, ['m.pyc']);
    const off = ['0', '0 ', ' 0', '  0  ', '1', '', ' ', '00', '0 0', '0x', '-0'].filter((PYC_GUARD) => {
      const { code } = repo.run('sh', [HOOK], { env: { PYC_GUARD } });
      const { stdout, stderr } = repo.guard(['install', '--dry-run'], { env: { PYC_GUARD } });
      expect([PYC_GUARD, (stdout + stderr).includes('PYC_GUARD=0 is set')]).toEqual([PYC_GUARD, code === 0]);
      return code === 0;
    });
    expect(off).toEqual(['0', '0 ', ' 0', '  0  ']);
  });

  test('stops a clean commit as it did before', () => {
    const repo = withHook();
    expect(repo.tryGit(['commit', '--allow-empty', '--message', 'x'], { env: { STATUS: '42' } }).code).toBe(
      1,
    );
    expect(repo.tryGit(['commit', '--allow-empty', '--message', 'x']).code).toBe(0);
  });

  const OFF = [
    { PYC_GUARD: '0' },
    ...['pyc-guard', 'a,pyc-guard', 'pyc-guard,b', 'a, pyc-guard ,b', ' pyc-guard '].map((SKIP) => ({
      SKIP,
    })),
  ] as Record<string, string>[];

  test.each(OFF)('runs although the gate is off by %j', (env) => {
    const repo = withHook();
    stage(repo, ['m.pyc']);
    expect(repo.tryGit(['commit', '--message', 'x'], { env: { ...env, STATUS: '1' } }).code).toBe(1);
    expect(ran(repo)).toContain('0\n');
    expect(repo.tryGit(['commit', '--message', 'x'], { env }).code).toBe(0);
  });

  const ON = [
    { PYC_GUARD: '1' },
    { PYC_GUARD: '' },
    ...['', 'pyc', 'pyc-guard2', 'my-pyc-guard', 'a,b', 'pyc_guard'].map((SKIP) => ({ SKIP })),
  ] as Record<string, string>[];

  test.each(ON)('the gate is not off by %j', (env) => {
    const repo = withHook();
    stage(repo, ['m.pyc']);
    expect(repo.tryGit(['commit', '--message', 'x'], { env }).code).toBe(1);
  });

  testWith('file modes')('that was not executable did not run, and does not run now', () => {
    const repo = new TestRepo();
    repo.write(HOOK, RECORD, 0o644);
    expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
    expect(repo.tryGit(['commit', '--allow-empty', '--message', 'x']).code).toBe(0);
    expect(existsSync(join(repo.home, 'ran'))).toBe(false);
  });

  test('may stage files, which the gate then sees', () => {
    const repo = new TestRepo();
    repo.write('m.pyc');
    repo.write(HOOK, '#!/bin/sh\ngit add --force m.pyc\n', 0o755);
    expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
    expect(repo.tryGit(['commit', '--allow-empty', '--message', 'x']).stderr).toContain('    m.pyc');
  });
});

describe('installing over what has changed since', () => {
  test('an outdated gate is rewritten', () => {
    const repo = new TestRepo();
    repo.guard(['install', '--no-gitignore']);
    const gate = repo.read(HOOK);
    repo.write(HOOK, gate.replace(/^(# pyc-guard gate) [0-9]+:/m, '$1 0:').replace('exit 1', 'exit 0'));

    const { actions } = repo.guardJson(['install', '--no-gitignore']);

    expect(actions).toEqual([{ do: 'write-hook', path: HOOK, event: 'pre-commit', via: 'file' }]);
    expect(repo.read(HOOK)).toBe(gate);
  });

  testWith('file modes')('a gate that has lost its mode gets it back', () => {
    const repo = new TestRepo();
    repo.guard(['install', '--no-gitignore']);
    chmodSync(repo.path(HOOK), 0o644);
    expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
    stage(repo, ['m.pyc']);
    expect(repo.tryGit(['commit', '--message', 'x']).code).toBe(1);
  });

  test('a hook that was put over the one with our lines runs, and is what uninstall leaves', () => {
    const repo = new TestRepo();
    repo.write(HOOK, '#!/bin/sh\necho first >>"$HOME/ran"\n', 0o755);
    repo.guard(['install', '--no-gitignore']);
    const second = '#!/bin/sh\necho second >>"$HOME/ran"\n';
    repo.write(HOOK, second, 0o755);

    expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);

    expect(repo.tryGit(['commit', '--allow-empty', '--message', 'x']).code).toBe(0);
    expect(readFileSync(join(repo.home, 'ran'), 'utf8')).toBe('second\n');
    expect(repo.guard(['uninstall']).code).toBe(0);
    expect(repo.read(HOOK)).toBe(second);
  });

  test('uninstall leaves a hook alone that is not ours', () => {
    const repo = new TestRepo();
    repo.write(HOOK, SHELL_HOOK, 0o755);
    const before = snapshot(repo.root);
    expect(repo.guardJson(['uninstall'])).toMatchObject({ exitCode: 0, actions: [] });
    expect(snapshot(repo.root)).toEqual(before);
  });
});

test('install says how many cache files are tracked already, and --fix untracks them', () => {
  const repo = new TestRepo();
  stage(repo, ['a.pyc', 'b.pyc']);
  repo.git('commit', '--quiet', '--message', 'x');
  const { warnings, summary } = repo.guardJson(['install']);
  expect({ warnings, summary }).toMatchObject({
    warnings: [{ code: 'tracked-cache-files', message: expect.stringMatching(/^2 .*pyc-guard fix/) }],
    summary: { cacheFiles: 2 },
  });
  expect(repo.tracked()).toEqual(['a.pyc', 'b.pyc']);
  expect(repo.guard(['install', '--fix']).code).toBe(0);
  expect(repo.tracked()).toEqual(['.gitignore']);
});

test('install and doctor go by configuration in the environment, as git does', () => {
  const repo = new TestRepo();
  const env = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.hooksPath',
    GIT_CONFIG_VALUE_0: 'team',
  };
  repo.write('m.pyc');
  expect(repo.guard(['install'], { env })).toMatchObject({ code: 0 });
  expect(repo.guard(['doctor'], { env }).stdout).toContain(
    'pre-commit runs the pyc-guard hook: team/pre-commit',
  );
  repo.git('add', '--force', 'm.pyc');
  expect(repo.tryGit(['commit', '--message', 'x'], { env }).code).toBe(1);
});
