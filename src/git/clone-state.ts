import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lstatOrNull } from '../model/files.ts';
import { ask } from './ask.ts';
import { zsplit } from './parse-output.ts';
import { withoutFilters } from './programs-off.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** Whether tracked files are changed, or untracked ones there that are not ignored. */
export const hasUncommittedFiles = async (repo: Repository): Promise<boolean> =>
  prints(repo, ['status', '--porcelain', '--untracked-files=all']);

/**
 * The same without the filters that the configuration names, which git runs to compare a file. So a file that
 * has a filter counts as unchanged here, and a submodule as its commit.
 */
export async function hasUncommittedFilesUnfiltered(repo: Repository): Promise<boolean> {
  const off = await withoutFilters(repo);
  const args = [
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--ignore-submodules=dirty',
  ];
  const { stdout } = await git(repo.root, [...off, ...args]);
  const entries = zsplit(stdout);
  const modified = entries.filter((entry) => entry.startsWith(' M ')).map((entry) => entry.slice(3));
  if (modified.length < entries.length) return true;
  const input = Buffer.from(modified.map((path) => `${path}\0`).join(''), 'latin1');
  const { stdout: filters } = await git(repo.root, ['check-attr', '-z', '--stdin', 'filter'], { input });
  return zsplit(filters).some((value, at) => at % 3 === 2 && /^(?:unspecified|unset|set)$/.test(value));
}

/** Whether files are there that git does not track, ignored or not. */
export const hasUntrackedFiles = async (repo: Repository): Promise<boolean> =>
  prints(repo, ['ls-files', '--others', '--directory']);

/** Whether the repository has another work tree, be it missing. */
export const hasOtherWorktrees = async (repo: Repository): Promise<boolean> =>
  (await ask(repo.root, ['worktree', 'list', '--porcelain'])).trim().includes('\n\n');

export const hasStash = (repo: Repository): Promise<boolean> => prints(repo, ['for-each-ref', 'refs/stash']);

/** Whether replace refs or grafts hide parts of the history (git-replace(1), gitrepository-layout(5)). */
export const hasReplacements = async (repo: Repository): Promise<boolean> =>
  (await prints(repo, ['for-each-ref', 'refs/replace'])) ||
  lstatOrNull(join(repo.commonDir, 'info', 'grafts')) !== null;

/** The names of its remotes. */
export const remotes = async (repo: Repository): Promise<string[]> =>
  (await ask(repo.root, ['remote'])).split('\n').filter(Boolean);

/** Whether a branch differs from the branch of origin of the same name, or origin has none. */
export async function hasUnpushedBranch(repo: Repository): Promise<boolean> {
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads', 'refs/remotes/origin'];
  const { stdout } = await git(repo.root, args);
  const lines = stdout.toString('latin1').split('\n').filter(Boolean);
  const all = new Map(lines.map((line) => line.split(' ') as [string, string]));
  return [...all].some(
    ([name, oid]) =>
      name.startsWith('refs/heads/') && all.get(name.replace('refs/heads/', 'refs/remotes/origin/')) !== oid,
  );
}

/** Whether a reflog of this work tree has more than its first entry. */
export function hasLongReflog(repo: Repository): boolean {
  const logs = join(repo.gitDir, 'logs');
  if (lstatOrNull(logs) === null) return false;
  return readdirSync(logs, { recursive: true, withFileTypes: true }).some(
    (entry) =>
      entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'latin1').trimEnd().includes('\n'),
  );
}

/** Counts and sizes (KiB) of the object store (git-count-objects(1), `-v`), by name. */
export async function objectCounts(repo: Repository): Promise<Record<string, number>> {
  const lines = (await ask(repo.root, ['count-objects', '-v'])).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(': ')).map(([name, n]) => [name, Number(n)]));
}

const prints = async (repo: Repository, args: readonly string[]): Promise<boolean> =>
  (await git(repo.root, args)).stdout.length > 0;
