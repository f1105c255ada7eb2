import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepo } from '../helpers/repo.ts';

const CACHE = 'pkg/__pycache__/m.cpython-311.pyc';

/** A hook of the user's that refuses a commit of a file named `forbidden`. */
export const USERS_HOOK = `#!/bin/sh
# the user's own
git diff --cached --name-only | grep -q '^forbidden$' && { echo 'the hook of the user ran' >&2; exit 1; }
exit 0
`;

/** The same as no shell script, so that nothing can be added to it. */
const USERS_PROGRAM = `#!/usr/bin/env perl
exit 0 unless grep { $_ eq "forbidden\\n" } \`git diff --cached --name-only\`;
print STDERR "the hook of the user ran\\n";
exit 1;
`;

/** A command in a repository that it changes. */
export interface Scenario {
  readonly name: string;
  readonly args: readonly string[];
  readonly arrange: () => TestRepo;
  /** Whether a hook of the user's is there that must never be missing. */
  readonly hasUsersHook: boolean;
}

export function polluted(): TestRepo {
  const repo = new TestRepo();
  for (const sample of readdirSync(repo.path('.git/hooks'))) rmSync(repo.path(`.git/hooks/${sample}`));
  repo.write('pkg/m.py', 'x = 1\n');
  repo.write(CACHE, 'bytecode');
  repo.write('pkg/other.pyc', 'bytecode');
  repo.write('pkg/other.py', 'y = 1\n');
  repo.write('.gitignore', 'build/\n');
  repo.commitAll();
  repo.write('pkg/m.py', 'x = 2\n');
  repo.git('add', 'pkg/m.py');
  return repo;
}

export function withUsersHook(): TestRepo {
  const repo = polluted();
  repo.write('.git/hooks/pre-commit', USERS_HOOK, 0o755);
  return repo;
}

function withUsersProgram(): TestRepo {
  const repo = polluted();
  repo.write('.git/hooks/pre-commit', USERS_PROGRAM, 0o755);
  return repo;
}

function withLinkedHook(): TestRepo {
  const repo = polluted();
  repo.write('tools/hook.sh', USERS_HOOK, 0o755);
  repo.git('add', 'tools');
  symlinkSync('../../tools/hook.sh', repo.path('.git/hooks/pre-commit'));
  return repo;
}

function installed(arrange: () => TestRepo, ...options: readonly string[]): () => TestRepo {
  return () => {
    const repo = arrange();
    const { code, stderr } = repo.guard(['install', ...options]);
    if (code !== 0) throw new Error(stderr);
    return repo;
  };
}

function trackedHooks(): TestRepo {
  const repo = polluted();
  repo.write('.githooks/pre-commit', USERS_HOOK, 0o755);
  repo.git('add', '.githooks');
  repo.git('commit', '--quiet', '--no-verify', '--message', 'hooks', '.githooks');
  repo.git('config', 'core.hooksPath', '.githooks');
  return repo;
}

const scenario = (
  name: string,
  args: readonly string[],
  arrange: () => TestRepo,
  hasUsersHook = false,
): Scenario => ({ name, args, arrange, hasUsersHook });

/** git 2.54 and later run hooks from their configuration. */
const { status, stderr } = spawnSync('git', ['hook', 'list', 'pre-commit'], { encoding: 'utf8' });
const configHooks = status === 0 || (status === 1 && !stderr.includes('not a git command'));

export const SCENARIOS: readonly Scenario[] = [
  scenario('install', ['install'], polluted),
  scenario('install beside a hook of the user', ['install'], withUsersHook, true),
  scenario('install in a tracked folder', ['install'], trackedHooks, true),
  scenario('install beside a program', ['install', '--via', 'file'], withUsersProgram, true),
  scenario('install beside a link', ['install', '--via', 'file'], withLinkedHook, true),
  scenario('install --fix', ['install', '--fix'], polluted),
  scenario('uninstall', ['uninstall', '--gitignore'], installed(polluted)),
  scenario('uninstall beside a hook of the user', ['uninstall'], installed(withUsersHook), true),
  scenario('uninstall in a tracked folder', ['uninstall'], installed(trackedHooks), true),
  scenario('uninstall beside a program', ['uninstall'], installed(withUsersProgram, '--via', 'file'), true),
  scenario('uninstall beside a link', ['uninstall'], installed(withLinkedHook, '--via', 'file'), true),
  ...(configHooks
    ? [
        scenario('install --via config', ['install', '--via', 'config'], withUsersHook, true),
        scenario('uninstall of it', ['uninstall'], installed(withUsersHook, '--via', 'config'), true),
        scenario('install --global', ['install', '--global'], polluted),
        scenario('uninstall --global', ['uninstall', '--global'], installed(polluted, '--global')),
      ]
    : []),
  scenario('ignore', ['ignore'], polluted),
  scenario('ignore --global', ['ignore', '--global'], polluted),
  scenario('untrack', ['untrack'], polluted),
  scenario('fix', ['fix'], polluted),
  scenario('fix --commit', ['fix', '--commit'], polluted),
  scenario('allow', ['allow', 'pkg/**'], polluted),
  scenario('clean', ['clean'], () => {
    const repo = polluted();
    repo.write('new/__pycache__/n.cpython-311.pyc', 'bytecode');
    repo.write('new/n.py', 'n = 1\n');
    return repo;
  }),
  scenario('history --html', ['history', '--html', 'page.html'], polluted),
  scenario('check --output', ['check', '--tracked', '--json', '--output', 'report.json'], polluted),
];

/** The same repository again, without arranging it anew. */
export function copyOf(repo: TestRepo): TestRepo {
  const copy = new TestRepo(null);
  for (const [from, to] of [
    [repo.root, copy.root],
    [repo.home, copy.home],
  ] as const) {
    cpSync(from, to, { recursive: true, force: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  mkdirSync(join(copy.home, 'tmp'), { recursive: true });
  chmodSync(join(copy.home, 'tmp'), 0o700);
  return copy;
}
