import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BytePath } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
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
 * Understands one revision argument as `git log` would: `A..B`, `A...B`, `B^!`; a mere `B` is
 * everything that led to it. Where `A` is all zeros, which CI systems give for a new branch, there
 * is nothing to leave out.
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

/** A tree or a blob has no history, and git would walk it in silence. */
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
    `git finds no commits here by the name ${text}`,
    shallowFile(repo) === null
      ? 'Name commits as `git log` does: A..B, or one alone.'
      : 'This clone is shallow: fetch the rest with `git fetch --unshallow` (in GitHub Actions: fetch-depth: 0).',
  );

/** The ids of all commits in a range, the latest first. */
export async function commitsIn(repo: Repository, { revisions }: Range): Promise<string[]> {
  const input = Buffer.from(`${revisions.join('\n')}\n`);
  const { stdout } = await git(repo.root, ['--no-replace-objects', 'rev-list', '--stdin', '--'], { input });
  return stdout.toString('latin1').split('\n').filter(Boolean);
}

/** Those of `commits` at which a shallow clone ends: their parents are not here. */
export function boundaryCommits(repo: Repository, commits: readonly string[]): string[] {
  const shallow = shallowFile(repo);
  if (shallow === null) return [];
  const ends = new Set(readFileSync(shallow, 'latin1').split('\n'));
  return commits.filter((commit) => ends.has(commit));
}

/** Where git keeps the ends of a shallow clone (gitrepository-layout(5)); `null` where it is none. */
function shallowFile(repo: Repository): string | null {
  const file = join(repo.commonDir, 'shallow');
  return existsSync(file) ? file : null;
}

/**
 * The paths that each commit adds or changes, a merge over all its parents; renames count as an
 * addition, and what a root commit holds is all new.
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
      env: { GIT_INDEX_FILE: join(repo.gitDir, 'pyc-guard-no-index') }, // otherwise git would read the index needlessly
      onData: read,
    },
  );
}

/** Those of `paths` that the tree of a commit holds. */
export async function pathsOfTree(
  repo: Repository,
  commit: string,
  paths: ReadonlySet<BytePath>,
): Promise<Set<BytePath>> {
  const args = ['--no-replace-objects', 'ls-tree', '-r', '-z', '--name-only', '--full-tree', commit];
  const { stdout } = await git(repo.root, args);
  return new Set(zsplit(stdout).filter((path) => paths.has(path)));
}
