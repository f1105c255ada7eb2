import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { snapshot } from '../helpers/repo.ts';
import { GITS, pathWith, type TestGit } from './gits.ts';
import { PeerRepo } from './peer-repo.ts';

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly fix: string;
}

const findings = (repo: PeerRepo): Found[] => repo.guardJson(['doctor']).findings;

const mend = (repo: PeerRepo): void => {
  for (const fix of new Set(findings(repo).map((each) => each.fix))) repo.shell(fix);
};

const guarded = (repo: PeerRepo): boolean[] => [
  repo.tryCommit('cache.pyc').blocked,
  repo.tryMerge('side.pyc').blocked,
  !repo.tryCommit('clean.py').blocked,
];
const HOLDS = [true, true, true];

const install = (repo: PeerRepo, ...flags: string[]): void =>
  expect(repo.guard(['install', ...flags])).toMatchObject({ code: 0 });

const [oldest] = GITS.filter(({ configHooks }) => !configHooks);

describe.each(GITS)('git $version', (git) => {
  let repo: PeerRepo;
  beforeEach(() => {
    repo = new PeerRepo(git);
  });
  if (git.configHooks) takesHooks(git, () => repo);
  else takesNone(() => repo);
});

function takesHooks(git: TestGit, current: () => PeerRepo): void {
  test('runs the gate by its configuration, and no hook file is written', () => {
    const repo = current();
    install(repo, '--via', 'config');
    expect(guarded(repo)).toEqual(HOLDS);
    expect(readdirSync(repo.path('.git/hooks')).filter((name) => !name.endsWith('.sample'))).toEqual([]);
    expect(repo.guardJson(['doctor'])).toMatchObject({ exitCode: 0, findings: [] });
    expect(repo.guard(['doctor']).stdout).toMatch(/pre-commit runs the pyc-guard hook: .*\(tried\)/);
  });

  test('runs none of its hooks for an index that we write, where it has to be told each by its name', () => {
    const repo = current();
    const [bin, trace] = [join(repo.home, 'bin'), join(repo.home, 'trace')];
    mkdirSync(bin);
    // 2.54 does not know `hook.<event>.enabled`
    const script = `for arg; do
  shift
  case $arg in hook.post-index-change.enabled=*) arg=x.y=z ;; esac
  set -- "$@" "$arg"
done
exec '${git.folder}/git' "$@"`;
    writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    repo.machine = [bin, repo.machine].join(delimiter);
    repo.write('m.pyc');
    repo.commitAll();
    repo.write('.gitattributes', '*.txt -pyc-guard\n');
    for (const name of ['evil', 'odd name.event', 'a=b']) {
      repo.git('config', `hook.${name}.event`, 'post-index-change');
      repo.git('config', `hook.${name}.command`, `touch '${trace}'`);
    }
    for (const args of [['check', '--range', 'HEAD~..HEAD'], ['fix'], ['fix', '--commit', '-n']]) {
      expect(repo.guard(args).code).toBeLessThan(2);
      expect(existsSync(trace)).toBe(false);
    }
    repo.git('update-index', '--force-remove', 'm.py');
    expect(existsSync(trace)).toBe(true);
  });

  test('gets its configuration back byte for byte', () => {
    const repo = current();
    const odd =
      '# ours\n[hook "theirs"]\n\tcommand = true ; a word\n  event=pre-commit\n\n[alias]\n\tx = "!y" \\\n z';
    writeFileSync(repo.path('.git/config'), `${repo.read('.git/config')}${odd}`);
    const before = snapshot(repo.root);
    install(repo, '--via', 'config');
    expect(snapshot(repo.root)).not.toEqual(before);
    expect(repo.guard(['uninstall'])).toMatchObject({ code: 0 });
    expect(snapshot(repo.root)).toEqual(before);
  });

  test('installing twice is installing once', () => {
    const repo = current();
    install(repo, '--via', 'config');
    const once = snapshot(repo.root);
    install(repo, '--via', 'config');
    expect(snapshot(repo.root)).toEqual(once);
  });

  test('guards linked work trees, from any folder', () => {
    const repo = current();
    install(repo, '--via', 'config');
    repo.git('worktree', 'add', '--quiet', '-b', 'linked', '../linked tree');
    const tree = join(repo.root, '../linked tree');
    mkdirSync(join(tree, 'sub folder'));
    writeFileSync(join(tree, 'sub folder/m.pyc'), 'x');
    for (const cwd of [tree, join(tree, 'sub folder')]) {
      repo.tryGit(['add', '--force', '.'], { cwd });
      expect(repo.tryGit(['commit', '--quiet', '--message', 'a cache'], { cwd }).code).toBe(1);
      repo.tryGit(['reset', '--quiet'], { cwd });
      expect(repo.guardJson(['doctor'], { cwd })).toMatchObject({ exitCode: 0, findings: [] });
    }
  });

  test('guards a repository that was moved', () => {
    const repo = current();
    install(repo, '--via', 'config');
    const moved = join(repo.home, "it's here");
    renameSync(repo.root, moved);
    writeFileSync(join(moved, 'm.pyc'), 'x');
    repo.tryGit(['add', '--force', 'm.pyc'], { cwd: moved });
    expect(repo.tryGit(['commit', '--quiet', '--message', 'a cache'], { cwd: moved }).code).toBe(1);
    repo.tryGit(['reset', '--quiet'], { cwd: moved });
    expect(repo.guardJson(['doctor'], { cwd: moved })).toMatchObject({ exitCode: 0, findings: [] });
  });

  const DISABLED: readonly (readonly [string, readonly string[], string])[] = [
    ['in the repository', ['config', 'hook.pyc-guard.enabled', 'false'], 'hook-disabled'],
    ['by the user', ['config', '--global', 'hook.pyc-guard.enabled', 'no'], 'hook-disabled'],
  ];
  test.each(DISABLED)('doctor sees and mends a hook that is disabled %s', (_, args, code) => {
    const repo = current();
    install(repo, '--via', 'config');
    repo.git(...args);
    expect(guarded(repo)).toEqual([false, false, true]);
    expect(findings(repo)).toMatchObject([
      { code, severity: 'error' },
      { code, severity: 'error' },
    ]);
    mend(repo);
    expect(guarded(repo)).toEqual(HOLDS);
    expect(findings(repo)).toEqual([]);
  });

  test('doctor sees and mends an event whose hooks are all disabled', () => {
    const repo = current();
    install(repo, '--via', 'config');
    repo.git('config', '--global', 'hook.pre-commit.enabled', 'false');
    const holds = repo.tryCommit('cache.pyc').blocked; // git 2.54 has no such setting
    expect(repo.guardJson(['doctor']).exitCode).toBe(holds ? 0 : 1);
    mend(repo);
    expect(guarded(repo)).toEqual(HOLDS);
  });

  test('doctor runs no other hook of the configuration, and says that it did not try', () => {
    const repo = current();
    install(repo, '--via', 'config');
    repo.git('config', 'hook.theirs.command', './theirs');
    repo.git('config', 'hook.theirs.event', 'pre-commit');
    expect(repo.guardJson(['doctor'])).toMatchObject({ exitCode: 0, findings: [] });
    expect(repo.told()).toBe('');
    expect(repo.guard(['doctor']).stdout).toMatch(
      /pre-commit runs the pyc-guard hook: .*\(read, not tried: /,
    );
  });

  describe('install --global', () => {
    /** Files; empty folders may stay. */
    const there = (repo: PeerRepo) =>
      Object.entries(snapshot(repo.home, ['status', 'ran'])).filter(([, what]) => !what.startsWith('folder'));

    test('guards every repository of the user, and says so', () => {
      const repo = current();
      install(repo, '--global');
      expect(guarded(repo)).toEqual(HOLDS);
      expect(repo.guardJson(['doctor'])).toMatchObject({ exitCode: 0, findings: [] });
      expect(readFileSync(join(repo.home, '.local/share/pyc-guard/pre-commit'), 'utf8')).toContain(
        'pyc-guard gate',
      );
    });

    test('puts the gate where XDG_DATA_HOME says', () => {
      const repo = current();
      const env = { XDG_DATA_HOME: join(repo.home, "it's data") };
      expect(repo.guard(['install', '--global'], { env })).toMatchObject({ code: 0 });
      expect(readdirSync(join(repo.home, "it's data/pyc-guard"))).toContain('pre-commit');
      expect(guarded(repo)).toEqual(HOLDS);
    });

    const HOMES: readonly (readonly [string, (home: string) => void])[] = [
      ['an empty one', () => {}],
      [
        'one with a .gitconfig',
        (home) => writeFileSync(join(home, '.gitconfig'), '# mine\n[user]\n  name=me ; I\n[hook "x"]'),
      ],
      [
        'one with its configuration in .config',
        (home) => {
          mkdirSync(join(home, '.config/git'), { recursive: true });
          writeFileSync(join(home, '.config/git/config'), '[alias]\n\tco = checkout\n');
          writeFileSync(join(home, '.config/git/ignore'), '*.swp\r\n');
        },
      ],
    ];
    test.each(HOMES)('and uninstall --global leave the home as it was: %s', (_, make) => {
      const repo = current();
      make(repo.home);
      const before = there(repo);
      install(repo, '--global');
      expect(there(repo)).not.toEqual(before);
      expect(repo.guard(['uninstall', '--global', '--gitignore'])).toMatchObject({ code: 0 });
      expect(there(repo)).toEqual(before);
      expect(guarded(repo)).toEqual([false, false, true]);
    });

    test('does its work beside a core.hooksPath of the user’s', () => {
      const repo = current();
      repo.git('config', '--global', 'core.hooksPath', join(repo.home, 'hooks'));
      install(repo, '--global');
      expect(guarded(repo)).toEqual(HOLDS);
      expect(repo.guardJson(['doctor'])).toMatchObject({ exitCode: 0, findings: [] });
    });
  });

  if (oldest === undefined) return;

  test('doctor under an old git says that the hook is ignored, and its command mends it', () => {
    const repo = current();
    install(repo, '--via', 'config');
    repo.machine = pathWith(oldest);
    expect(guarded(repo)).toEqual([false, false, true]);
    const seen = findings(repo);
    expect(seen).toMatchObject([
      { code: 'hook-not-run', severity: 'error', fix: 'npx pyc-guard install --via file' },
      { code: 'hook-not-run', severity: 'error', fix: 'npx pyc-guard install --via file' },
    ]);
    mend(repo);
    expect(findings(repo)).toEqual([]);
    expect(guarded(repo)).toEqual(HOLDS);
    expect(repo.guard(['uninstall'])).toMatchObject({ code: 0 });
    repo.machine = pathWith(git);
    expect(guarded(repo)).toEqual([false, false, true]);
  });

  test('doctor warns of an old git beside the new one, and its command mends it', () => {
    const repo = current();
    install(repo, '--via', 'config');
    repo.machine = [pathWith(git), oldest.folder].join(delimiter);
    expect(repo.guardJson(['doctor'])).toMatchObject({
      exitCode: 0,
      findings: [{ code: 'hook-not-run', severity: 'warning', fix: 'npx pyc-guard install --via file' }],
    });
    mend(repo);
    expect(findings(repo)).toEqual([]);
    repo.machine = pathWith(oldest);
    expect(guarded(repo)).toEqual(HOLDS);
  });
}

function takesNone(current: () => PeerRepo): void {
  test.each([[['--via', 'config']], [['--global']]])('refuses %j, and changes nothing', (flags) => {
    const repo = current();
    const before = [snapshot(repo.root), snapshot(repo.home)];
    expect(repo.guardJson(['install', ...flags])).toMatchObject({
      exitCode: 2,
      error: { hint: expect.stringMatching(/./) },
    });
    expect([snapshot(repo.root), snapshot(repo.home)]).toEqual(before);
  });

  test('beside a core.hooksPath that others share, install refuses and doctor tells the way', () => {
    const repo = current();
    repo.git('config', '--global', 'core.hooksPath', join(repo.home, 'hooks'));
    expect(repo.guardJson(['install'])).toMatchObject({ exitCode: 2, error: { code: 'hooks-path-outside' } });
    mend(repo);
    expect(guarded(repo)).toEqual(HOLDS);
    repo.git('worktree', 'add', '--quiet', '-b', 'linked', '../linked');
    expect(repo.guardJson(['doctor'], { cwd: join(repo.root, '../linked') })).toMatchObject({
      exitCode: 0,
      findings: [],
    });
  });
}
