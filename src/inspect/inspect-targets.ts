import type { Buffer } from 'node:buffer';
import { resolve, sep } from 'node:path';
import { cacheName } from '../bytecode/findings/cache-name.ts';
import { followLinks } from '../git/follow-links.ts';
import { indexEntries } from '../git/index-entries.ts';
import { namedPaths } from '../git/named-paths.ts';
import { objectId } from '../git/object-id.ts';
import type { Repository } from '../git/repository.ts';
import { scriptFinder } from '../git/script-finder.ts';
import { type BytePath, fromText, toBytes, toText } from '../model/byte-path.ts';
import { isLink } from '../model/entry-mode.ts';
import { GuardError } from '../model/errors.ts';
import { lstatOrNull } from '../model/files.ts';
import { resolvePath } from '../model/resolve-path.ts';
import type { BlobAt } from './inspect-blobs.ts';
import { parseRevPath, type RevPath } from './rev-path.ts';

/** The current folder. */
export interface Where {
  /** Absolute. */
  readonly cwd: string;
  /** @throws GuardError where there is none */
  readonly repository: () => Promise<Repository>;
}

export type Target =
  | { readonly from: 'stdin' }
  | {
      readonly from: 'disk';
      readonly file: Buffer;
      /** Relative to `root` where it lies inside, else absolute. */
      readonly path: BytePath;
      readonly root: string;
    }
  | GitTarget;

export interface GitTarget extends BlobAt {
  readonly from: 'git';
  /** As it was given. */
  readonly name: string;
}

/**
 * Resolves the names: an existing file takes precedence over a `REV:PATH` with the same spelling.
 *
 * @param attempt - does the work for one name, and handles its errors
 */
export async function findTargets(
  where: Where,
  names: readonly string[],
  attempt: (work: () => Promise<void>) => Promise<void>,
): Promise<Target[]> {
  const targets: Target[] = [];
  const repo = await ifAny(where);
  for (const name of names)
    await attempt(async () => {
      const file = resolve(where.cwd, name);
      const revPath = parseRevPath(name);
      if (name === '-') targets.push({ from: 'stdin' });
      else if (lstatOrNull(file) !== null) targets.push(await onDisk(repo, where.cwd, name));
      else if (revPath === null) throw noSuchFile(name);
      else targets.push(await inGit(await where.repository(), name, revPath));
    });
  return targets;
}

/** Error codes that mean there is no repository, or no git; a repository that can't be read is an error. */
const ABSENT: ReadonlySet<string> = new Set(['not-a-repository', 'no-work-tree', 'git-not-found']);

/** The repository, if there is one; files can be inspected anywhere. */
async function ifAny({ repository }: Where): Promise<Repository | null> {
  try {
    const repo = await repository();
    return repo.bare ? null : repo;
  } catch (error) {
    if (error instanceof GuardError && ABSENT.has(error.code)) return null;
    throw error;
  }
}

async function onDisk(repo: Repository | null, cwd: string, name: string): Promise<Target> {
  const file = resolve(cwd, name);
  const bytes = toBytes(fromText(file));
  const absolute = fromText(file.replaceAll(sep, '/'));
  const path = repo === null ? null : await inside(repo, absolute);
  return { from: 'disk', file: bytes, path: path ?? absolute, root: repo?.root ?? cwd };
}

async function inside(repo: Repository, absolute: BytePath): Promise<BytePath | null> {
  try {
    return (await namedPaths(repo, [absolute]))[0] ?? null;
  } catch (error) {
    if (error instanceof GuardError && error.code === 'outside-repository') return null;
    throw error;
  }
}

async function inGit(repo: Repository, name: string, { rev, path: named }: RevPath): Promise<GitTarget> {
  const isRelative = /^\.\.?(\/|$)/.test(named);
  const path = resolvePath(isRelative ? repo.prefix : ('' as BytePath), fromText(named));
  if (path === null || path === '') throw noSuchFile(name);
  // a commit is looked up once, so that file and source come from the same one
  const place = rev.startsWith(':') ? rev : await treeOf(repo, rev, name);
  const oid = await objectId(repo, `${place}:${toText(path)}`);
  if (oid === null) throw noSuchFile(name);
  const links = rev.startsWith(':') ? await indexedLink(repo, cacheName(path)?.source) : NO_LINKS;
  const nameOf = (other: BytePath): string | undefined => {
    if (links.has(other)) return links.get(other);
    return other.includes('\n') ? undefined : `${place}:${other}`;
  };
  // `git grep` searches the index or one tree, and can't search a single stage of a merge
  const hasScript = scriptFinder(repo, rev.startsWith(':') ? null : place);
  return { from: 'git', name, oid, path, nameOf, hasScript };
}

const NO_LINKS: ReadonlyMap<BytePath, string | undefined> = new Map();

/** Follows a source that is a symbolic link in the index; git follows links only in trees. */
async function indexedLink(
  repo: Repository,
  source: BytePath | undefined,
): Promise<ReadonlyMap<BytePath, string | undefined>> {
  if (source === undefined) return NO_LINKS;
  return followLinks(repo, (await indexEntries(repo, source)).filter(isLink));
}

async function treeOf(repo: Repository, rev: string, name: string): Promise<string> {
  const tree = await objectId(repo, `${rev}^{tree}`);
  if (tree === null) throw noSuchFile(name);
  return tree;
}

const noSuchFile = (name: string): GuardError =>
  new GuardError(
    'no-such-file',
    `there is no file ${name}`,
    'Name a file, `REV:PATH` for what a commit has, `:PATH` for the index, or `-` for stdin.',
  );
