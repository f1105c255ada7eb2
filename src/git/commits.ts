import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import type { BytePath } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readState } from '../model/files.ts';
import { withoutIndex } from './history-environment.ts';
import { parseCommitChanges, type Visit } from './parse-commit-changes.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** Commits as `git rev-list` takes them. */
export interface Range {
  /** Object ids, those to leave out with a `^` before them. */
  readonly revisions: readonly string[];
  /** The commit at its end. */
  readonly tip: string;
}

/**
 * Resolves one revision argument as `git log` does: `A..B`, `A...B`, `B^!`; `B` alone is all its history. If
 * `A` is all zeros, as CI systems give it for a new branch, it leaves nothing out.
 *
 * @throws GuardError if it names no commits that are here
 */
export async function resolveRange(repo: Repository, text: string): Promise<Range> {
  const asked = text.replace(/^(?:0{40}|0{64})\.\.\.?/, '');
  if (asked === '' || asked.startsWith('-')) throw badRevision(repo, text);
  const args = ['--no-replace-objects', 'rev-parse', '--revs-only', asked, '--'];
  const parsed = await git(repo.root, args, { accept: [0, 128] });
  const revisions = parsed.stdout.toString('latin1').split('\n').filter(Boolean);
  const tip = revisions.findLast((each) => !each.startsWith('^'));
  if (parsed.exitCode !== 0 || tip === undefined) throw badRevision(repo, text);
  await expectCommits(repo, revisions, text);
  return { revisions, tip };
}

/** A tree or a blob has no history, but git would list it without an error. */
async function expectCommits(repo: Repository, revisions: readonly string[], text: string): Promise<void> {
  const input = Buffer.from(revisions.map((each) => `${each.replace('^', '')}^{commit}\n`).join(''));
  const { stdout } = await git(
    repo.root,
    ['--no-replace-objects', 'cat-file', '--batch-check=%(objecttype)'],
    { input },
  );
  const types = stdout.toString('latin1').split('\n').filter(Boolean);
  if (types.some((type) => type !== 'commit')) throw badRevision(repo, text);
}

const badRevision = (repo: Repository, text: string): GuardError =>
  new GuardError(
    'bad-revision',
    `git finds no commits named "${text}" here`,
    repo.shallow
      ? 'This clone is shallow: fetch the rest with `git fetch --unshallow` (in GitHub Actions: fetch-depth: 0).'
      : 'Name commits as `git log` does: A..B, or one alone.',
  );

/** The ids of all commits in a range, the latest first. */
export async function commitsIn(repo: Repository, { revisions }: Range): Promise<string[]> {
  const input = Buffer.from(`${revisions.join('\n')}\n`);
  const { stdout } = await git(repo.root, ['--no-replace-objects', 'rev-list', '--stdin', '--'], { input });
  return stdout.toString('latin1').split('\n').filter(Boolean);
}

/** Those of `commits` at which a shallow clone ends: their parents are not here. */
export function boundaryCommits(repo: Repository, commits: readonly string[]): string[] {
  const ends = new Set(shallowCommits(repo));
  return commits.filter((commit) => ends.has(commit));
}

/** Where a shallow clone ends; git keeps these ids in a file (gitrepository-layout(5)). */
function shallowCommits(repo: Repository): string[] {
  const state = readState(join(repo.commonDir, 'shallow'));
  return state.type === 'file' ? state.bytes.toString('latin1').split('\n') : [];
}

/**
 * The paths that each commit adds or changes (a merge: compared with all its parents). A rename counts as an
 * addition, and a root commit adds all its files.
 *
 * @param visit - called with every path and its commit, as git gives them
 */
export async function visitChanges(
  repo: Repository,
  commits: readonly string[],
  visit: Visit,
): Promise<void> {
  if (commits.length === 0) return;
  const read = parseCommitChanges(visit);
  await git(
    repo.root,
    [
      '--no-replace-objects',
      'diff-tree',
      '--stdin',
      '--raw',
      '-z',
      '-c',
      '-r',
      '--root',
      '--no-renames',
      '--diff-filter=d',
      '--ignore-submodules=none',
    ],
    {
      input: Buffer.from(`${commits.join('\n')}\n`),
      env: withoutIndex(repo),
      onData: read,
    },
  );
}

/** Those of `paths` that are in the tree of a commit. */
export async function pathsOfTree(
  repo: Repository,
  commit: string,
  paths: ReadonlySet<BytePath>,
): Promise<Set<BytePath>> {
  const args = ['--no-replace-objects', 'ls-tree', '-r', '-z', '--name-only', '--full-tree', commit];
  const { stdout } = await git(repo.root, args);
  return new Set(zsplit(stdout).filter((path) => paths.has(path)));
}
