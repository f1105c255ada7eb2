import { Buffer } from 'node:buffer';
import { type BytePath, toText } from '../model/byte-path.ts';
import { withHugePages } from './environment.ts';
import { linksNamedPycache } from './links-named-pycache.ts';
import { nameScan } from './name-scan.ts';
import { type Change, type IndexEntry, parseRawDiff, parseStaged, zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';
import { WHOLE_INDEX } from './whole-index.ts';

/**
 * The paths that the index adds to HEAD or changes, with the options of the hook: a rename counts as an
 * addition, deletions are left out, and submodules count whatever their configuration says.
 *
 * @param cwd - any folder of the repository
 */
export async function stagedChanges(cwd: string): Promise<Change[]> {
  const { stdout } = await git(cwd, [
    ...WHOLE_INDEX,
    '--no-replace-objects', // the commit will follow the real HEAD
    'diff',
    '--cached',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-relative',
    '--ignore-submodules=none',
    '--diff-filter=d',
    '-O/dev/null', // cancels diff.orderFile, which may name a file that is not there (git-diff(1))
  ]);
  return parseRawDiff(stdout);
}

/** How many paths there are, and which of them are cache files or strays by name. */
export interface Suspects {
  readonly count: number;
  /** None is a regular file named `__pycache__`. */
  readonly suspects: readonly BytePath[];
}

/**
 * Counts the paths in the index and picks out the suspects.
 *
 * @param cwd - any folder of the repository
 */
export async function trackedSuspects(cwd: string): Promise<Suspects> {
  const scan = nameScan();
  await git(cwd, [...WHOLE_INDEX, 'ls-files', '-t', '-z', '--full-name', '--', ':(top)'], {
    onData: scan.read,
    env: withHugePages(),
  });
  const { count, suspects, named } = scan.result();
  const links = named.length === 0 ? [] : await linksNamedPycache(cwd);
  return { count, suspects: [...suspects.map(({ path }) => path), ...links] };
}

/** Untracked paths that are cache files or strays by name and that `git add` would take. */
export async function untrackedSuspects(repo: Repository): Promise<BytePath[]> {
  const scan = nameScan();
  const args = ['ls-files', '-t', '-z', '--others', '--exclude-standard'];
  await git(repo.root, [...WHOLE_INDEX, ...args], { onData: scan.read });
  return scan.result().suspects.map(({ path }) => path);
}

/** Every path in the index, once, in git's order. */
export async function trackedPaths(repo: Repository): Promise<BytePath[]> {
  const { stdout } = await git(repo.root, [...WHOLE_INDEX, 'ls-files', '-z']);
  // an unmerged path is listed once for each of its stages, one after the other
  return zsplit(stdout).filter((path, i, all) => path !== all[i - 1]);
}

/** Paths below `directory` that are tracked or that `git add` would take. */
export async function addablePaths(repo: Repository, directory: BytePath): Promise<BytePath[]> {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--full-name', '--'];
  const args = [...WHOLE_INDEX, ...listing];
  const { stdout } = await git(repo.root, [...args, `:(top,literal)${toText(directory)}`]);
  return [...new Set(zsplit(stdout))];
}

/** The index entries of one path: none, one, or the stages of a conflict. */
export async function indexEntries(repo: Repository, path: BytePath): Promise<IndexEntry[]> {
  const { stdout } = await git(repo.root, [
    ...WHOLE_INDEX,
    'ls-files',
    '-s',
    '-z',
    '--',
    `:(top,literal)${toText(path)}`,
  ]);
  return parseStaged(stdout);
}

/** The index entries of `paths`, or all of them, in one process however many they are. */
export async function entriesAmong(
  repo: Repository,
  paths: ReadonlySet<BytePath> | null,
): Promise<IndexEntry[]> {
  const { stdout } = await git(repo.root, [...WHOLE_INDEX, 'ls-files', '-s', '-z']);
  const entries = parseStaged(stdout);
  return paths === null ? entries : entries.filter(({ path }) => paths.has(path));
}

/** Every tracked path that is a cache file or stray by name, with the flag it may carry. */
export async function flaggedSuspects(repo: Repository): Promise<Map<BytePath, IndexFlag | null>> {
  const scan = nameScan();
  await git(repo.root, [...WHOLE_INDEX, 'ls-files', '-v', '-z'], { onData: scan.read });
  const { suspects, named } = scan.result();
  const links = new Set(named.length === 0 ? [] : await linksNamedPycache(repo.root));
  const found = [...suspects, ...named.filter(({ path }) => links.has(path))];
  return new Map(found.map(({ tag, path }) => [path, flagOf(tag)]));
}

/**
 * Tracked files that are changed in the work tree, by size and times, or by content before filters where those do
 * not tell. Submodules are not looked into, where git would run the filters of their configuration.
 */
export async function changedOnDisk(repo: Repository): Promise<BytePath[]> {
  const options = ['--name-only', '--no-renames', '--ignore-submodules=all', '--diff-filter=M', '-z'];
  const { withoutFilters } = await import('./programs-off.ts');
  const { stdout } = await git(repo.root, [...(await withoutFilters(repo)), 'diff-files', ...options]);
  return zsplit(stdout);
}

/** What the tags of `ls-files -v` mean (git-ls-files(1)). */
function flagOf(tag: string): IndexFlag | null {
  if (tag === 'S' || tag === 's') return 'skip-worktree';
  return tag >= 'a' && tag <= 'z' ? 'assume-unchanged' : null;
}

/** Flags that make git status overlook a file (git-update-index(1)). */
export type IndexFlag = 'skip-worktree' | 'assume-unchanged';

/** Paths in the tree of a commit; none before the first. @param among - only these, if there are any */
export async function headPaths(
  repo: Repository,
  head: string | null,
  among: readonly BytePath[] = [],
): Promise<BytePath[]> {
  if (head === null) return [];
  const listing = ['ls-tree', '-r', '-z', '--name-only', '--full-tree', head, '--', ...among.map(toText)];
  return zsplit((await git(repo.root, ['--no-replace-objects', ...listing])).stdout);
}

/** A change to the index: `content` for `path`, or its removal with all its stages. */
export type IndexEdit = { readonly path: BytePath; readonly mode: string; readonly oid: string } | BytePath;

/**
 * Edits the index in one git process, whatever the number of paths: `git rm --cached` with a list
 * of 100,000 takes minutes. Every other entry keeps its flags, and split and sparse indexes stay so.
 *
 * @param index - a copy of the index, since a git that is killed leaves the lock of what it writes to
 */
export async function editIndex(repo: Repository, edits: readonly IndexEdit[], index: string): Promise<void> {
  if (edits.length === 0) return;
  // in reverse order, so that each removal moves the fewest entries (half the time at 100,000)
  const lines = edits
    .map((edit) =>
      typeof edit === 'string' ? `0 ${repo.nullOid}\t${edit}` : `${edit.mode} ${edit.oid}\t${edit.path}`,
    )
    .reverse();
  const input = Buffer.from(`${lines.join('\0')}\0`, 'latin1');
  const { withoutPrograms } = await import('./programs-off.ts'); // `check` does not need it
  const { options, env } = await withoutPrograms(repo, { GIT_INDEX_FILE: index });
  await git(repo.root, [...options, 'update-index', '-z', '--index-info'], { input, env });
}

/** Every file of this name, in any folder, that is tracked or that `git add` would take. */
export async function filesNamed(repo: Repository, name: string): Promise<BytePath[]> {
  const args = [...WHOLE_INDEX, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--'];
  const { stdout } = await git(repo.root, [...args, `:(top,glob)**/${name}`]);
  return [...new Set(zsplit(stdout))];
}

/** The index entries below a folder, at stage 0. */
export async function entriesBelow(repo: Repository, folder: BytePath): Promise<IndexEntry[]> {
  const { stdout } = await git(repo.root, ['ls-files', '-s', '-z', '--', `:(top,literal)${toText(folder)}/`]);
  return parseStaged(stdout).filter(({ stage }) => stage === 0);
}
