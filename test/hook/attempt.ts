import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Need } from '../helpers/needs.ts';
import { GUARD, type Ran, TestRepo } from '../helpers/repo.ts';

/** How a situation ends: the git command that is to commit, and from where. */
export interface Commit {
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Situation {
  readonly name: string;
  readonly needs?: Need;
  /** For `git init`. */
  readonly init?: readonly string[];
  /** Whether there is a commit of `good.py` to begin with (yes, unless this says `false`). */
  readonly born?: boolean;
  /** Brings the repository into the situation; the gate is installed already. */
  readonly arrange: (repo: TestRepo) => Commit | undefined;
}

export interface Attempt extends Ran {
  readonly repo: TestRepo;
  /** Where, and with what environment, the command was given. */
  readonly place: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };
  readonly before: string;
  readonly after: string;
  /** What `pyc-guard check` exited with inside the hook; `null` where no hook ran. */
  readonly checked: number | null;
}

/** Everything a stopped commit has to leave alone; of a stopped merge (`heads`) the index stays merged. */
const state = (repo: TestRepo, place: Attempt['place'], heads: boolean): string =>
  ['for-each-ref', ...(heads ? [] : ['status --porcelain=v2', 'diff --cached --raw'])]
    .map((args) => repo.tryGit(args.split(' '), place).stdout)
    .join('\n');

let hooks: string | undefined;

/** A hooks folder as the built program leaves it, with a hook that was there before. */
function installedHooks(): string {
  if (hooks !== undefined) return hooks;
  const repo = new TestRepo();
  // what stood here before sees what the gate sees, so it can ask the program in the gate's place
  const quoted = [process.execPath, GUARD].map((path) => `'${path.replaceAll("'", "'\\''")}'`);
  for (const event of ['pre-commit', 'pre-merge-commit']) {
    const lines = ['#!/bin/sh', `${quoted.join(' ')} check >/dev/null 2>&1`, 'echo $? >"$HOME/verdict"', ''];
    repo.write(`.git/hooks/${event}`, lines.join('\n'), 0o755);
  }
  const { code, stderr } = repo.guard(['install', '--no-gitignore']);
  if (code !== 0) throw new Error(stderr);
  hooks = repo.path('.git/hooks');
  return hooks;
}

/** Makes a real commit through the gate that the built program installed. */
export function attempt({ init = [], born = true, arrange }: Situation): Attempt {
  const repo = new TestRepo(init, "it's a repo");
  if (born) {
    repo.write('good.py', 'print()\n');
    repo.commitAll('a start');
  }
  rmSync(repo.path('.git/hooks'), { recursive: true, force: true });
  cpSync(installedHooks(), repo.path('.git/hooks'), { recursive: true });
  const { args = ['commit', '--message', 'new'], cwd = repo.root, env = {} } = arrange(repo) ?? {};
  const place = { cwd, env };
  const isMerge = args.includes('merge');
  const verdict = join(repo.home, 'verdict');
  rmSync(verdict, { force: true });
  const before = state(repo, place, isMerge);
  const ran = repo.tryGit(args, place);
  return { ...ran, repo, place, before, after: state(repo, place, isMerge), checked: readVerdict(verdict) };
}

function readVerdict(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
