import { Buffer } from 'node:buffer';
import { mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { FOLDER_MARK } from './core/hook-plan.ts';
import { GuardError } from './errors.ts';
import { fileError, type PreparedFile, prepareFile, readState, writeFile } from './files.ts';
import { commitAside } from './git/commit-aside.ts';
import { editIndex, type IndexEdit, indexEntries, writeBlob } from './git/index-entries.ts';
import type { Repository } from './git/repository.ts';
import type { Action, BytePath, FileChange } from './types.ts';

type Patch = Extract<Action, { do: 'patch-ignore' | 'patch-attributes' }>;

/**
 * Carries out a plan; the only place that changes disk, index or configuration.
 *
 * Files are prepared beside their targets first and put in place last, with the index edited in
 * between in one step: whatever fails, fails before anything has changed.
 *
 * @param repo - null where the plan touches no index
 */
export async function apply(actions: readonly Action[], repo: Repository | null): Promise<void> {
  const patches = actions.filter((action): action is Patch => 'lines' in action);
  const prepared: PreparedFile[] = [];
  try {
    for (const { plan } of patches) if (plan.file !== null) prepared.push(preparePatch(plan.file));
    if (repo !== null) await applyToIndex(actions, patches, repo);
  } catch (error) {
    for (const file of prepared) file.abandon();
    throw error;
  }
  for (const file of prepared) file.commit();
  for (const action of actions) applyToDisk(action);
}

function preparePatch(change: FileChange): PreparedFile {
  expectUnchanged(change);
  return prepareFile(change.target, change.after);
}

function expectUnchanged({ target, before }: FileChange): void {
  const now = readState(target);
  const same = now.type === 'file' ? before !== null && now.bytes.equals(before) : before === null;
  if (same) return;
  throw new GuardError(
    'changed-meanwhile',
    `${target} was changed by another program meanwhile`,
    'Run the same command again.',
  );
}

async function applyToIndex(
  actions: readonly Action[],
  patches: readonly Patch[],
  repo: Repository,
): Promise<void> {
  const edits: IndexEdit[] = [];
  for (const { path, plan } of patches) {
    if (plan.index !== null) edits.push(await blobEdit(repo, path, plan.index));
  }
  for (const action of actions) if (action.do === 'untrack') edits.push(action.path);
  const commit = actions.find((action) => action.do === 'commit');
  if (commit !== undefined) {
    const { ignore, ignorePath, removals } = commit.plan;
    const committed: IndexEdit[] = [...removals];
    if (ignore !== null) committed.push(await blobEdit(repo, ignorePath, ignore));
    await commitAside(repo, commit.message, committed, edits);
  } else if (edits.length > 0) {
    await editIndex(repo, edits);
  }
}

async function blobEdit(repo: Repository, path: BytePath, content: Uint8Array): Promise<IndexEdit> {
  const [entry] = await indexEntries(repo, path);
  return { path, mode: entry?.mode ?? '100644', oid: await writeBlob(repo, content) };
}

function applyToDisk(action: Action): void {
  switch (action.do) {
    case 'backup':
    case 'restore':
      move(action.plan.from, action.plan.to);
      break;
    case 'write-hook':
      makeHooksFolder(dirname(action.plan.file));
      writeFile(action.plan.file, action.plan.content, 0o777);
      break;
    case 'delete':
      if (action.plan === null) break;
      remove(action.plan.file);
      action.plan.folders.forEach(removeIfEmpty);
      break;
    default:
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    throw fileError('write', to, error);
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    throw fileError('delete', file, error);
  }
}

/** Leaves a note in a folder that had to be made, so that `uninstall` can take it away again. */
function makeHooksFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first !== undefined) writeFile(join(folder, FOLDER_MARK), Buffer.from(relative(folder, first)));
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw fileError('delete', folder, error);
  }
}
