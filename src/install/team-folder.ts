import { Buffer } from 'node:buffer';
import { readBlob } from '../git/blobs.ts';
import { entriesBelow } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { HOOK_EVENTS, type StagedFile } from '../model/actions.ts';
import type { BytePath } from '../model/byte-path.ts';
import { EXECUTABLE } from '../model/entry-mode.ts';
import { shownPath } from './routes/hook-file.ts';

/** A hooks folder that git tracks, at least in part: everybody who clones gets the tracked files. */
export interface TeamFolder {
  /** The entries of the index, by path; those of hooks with their content. */
  readonly entries: ReadonlyMap<BytePath, { readonly mode: string; readonly content: Buffer | null }>;
}

/** `null` if git tracks nothing in the folder, or it is outside of this work tree. */
export async function findTeamFolder(repo: Repository, folder: string): Promise<TeamFolder | null> {
  const path = shownPath(repo, folder);
  if (repo.bare || path.startsWith('/') || /^[a-z]:/i.test(path)) return null;
  const found = await entriesBelow(repo, path);
  if (found.length === 0) return null;
  const hooks = new Set([...HOOK_EVENTS, '.gitattributes'].map((name) => `${path}/${name}`));
  const entries = new Map<BytePath, { mode: string; content: Buffer | null }>();
  for (const { path: each, mode, oid } of found) {
    const content = hooks.has(each) ? await readBlob(repo, oid) : null;
    entries.set(each, { mode, content });
  }
  return { entries };
}

/** The index entry to stage for a new file of ours. */
export const stageNew = (
  team: TeamFolder | null,
  content: Uint8Array,
  mode = EXECUTABLE,
): { index?: StagedFile } => (team === null ? {} : { index: { content, mode } });

/**
 * The index entry to stage for a file of the team: our change applied to the staged content. Nothing is
 * staged if the user has changes of their own in the file.
 *
 * @param text - the file as it is in the work tree, perhaps with the line ends of `core.autocrlf`
 */
export function stageChange(
  team: TeamFolder | null,
  path: BytePath,
  text: string,
  change: (staged: string) => string,
): { index?: StagedFile } {
  const entry = team?.entries.get(path);
  const staged = entry?.content?.toString('latin1');
  if (entry === undefined || staged === undefined) return {};
  if (staged !== text && staged !== text.replaceAll('\r\n', '\n')) return {};
  const content = change(staged);
  return content === staged ? {} : { index: { content: Buffer.from(content, 'latin1'), mode: entry.mode } };
}
