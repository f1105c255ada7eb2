import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lstatOrNull } from '../model/files.ts';
import { ask } from './ask.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** Whether tracked files are changed, or untracked ones there that are not ignored. */
export const hasUncommittedFiles = async (repo: Repository): Promise<boolean> =>
  prints(repo, ['status', '--porcelain', '--untracked-files=all']);

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
