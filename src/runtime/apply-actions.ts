import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { writeBlob } from '../git/blobs.ts';
import { commitAside } from '../git/commit-aside.ts';
import { editConfig } from '../git/config-hooks.ts';
import { editIndex, type IndexEdit, untilUnlocked } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { FOLDER_MARK } from '../install/hook-files.ts';
import type { Action, ConfigPlan, FileChange, StagedFile } from '../model/actions.ts';
import type { BytePath } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { fileError, readState, realPath } from '../model/files.ts';
import { expectNoLinkBelow, type FileHome, type PreparedFile, prepareFile } from '../model/write-file.ts';
import { expectExecutable, keepHook, restoreHook } from './apply-hooks.ts';
import { endInOrder } from './interruption.ts';

/**
 * Carries out a plan; the only place that changes disk, index or configuration.
 *
 * Files are prepared beside their targets first. Those that go with an edit of the index are put in
 * place before it, since another program that has one open may keep it from being replaced, and get
 * their old content back if the edit fails; all others come last.
 *
 * @param repo - null where the plan touches no index
 */
export async function applyActions(actions: readonly Action[], repo: Repository | null): Promise<void> {
  const prepared = new Map<Action, PreparedFile>();
  const patched: FileChange[] = [];
  try {
    for (const action of actions) {
      const file = prepare(action, repo);
      if (file !== null) prepared.set(action, file);
    }
    for (const [action, file] of prepared) {
      if (!isPatch(action)) continue;
      file.commit();
      prepared.delete(action);
      patched.push(action.plan.file);
    }
    if (repo !== null) await applyToIndex(actions, repo);
  } catch (error) {
    for (const file of patched) putBack(file);
    for (const file of prepared.values()) file.abandon();
    for (const action of actions)
      if (action.do === 'write-hook') unmakeHooksFolder(dirname(action.plan.file));
    throw error;
  }
  for (const action of actions) await applyAction(action, prepared.get(action));
  if (repo !== null) await applyToHistory(actions, repo);
}

async function applyToHistory(actions: readonly Action[], repo: Repository): Promise<void> {
  const backup = actions.find((action) => action.do === 'bundle');
  if (backup === undefined) return;
  const paths = actions.flatMap((action) => (action.do === 'purge' ? [action.path] : []));
  const { rewriteHistory } = await import('../history/purge/rewrite-history.ts');
  await rewriteHistory(repo, paths, backup.plan.bundle, endInOrder());
}

/** The file an action writes, ready to take its place; `null` if it writes none. */
function prepare(action: Action, home: FileHome | null): PreparedFile | null {
  if (action.do === 'write-hook') {
    const { file, content, mode, before } = action.plan;
    if (home !== null) expectNoLinkBelow(home.root, file);
    if (before !== undefined) expectUnchanged({ target: file, before });
    makeHooksFolder(dirname(file));
    return expectExecutable(prepareFile(file, content, mode, home), action.plan);
  }
  if (action.do === 'write-page')
    return prepareFile(action.plan.file, action.plan.content, 'as-before', home);
  if (!('lines' in action) || action.plan.file === null) return null;
  expectUnchanged(action.plan.file);
  return prepareFile(action.plan.file.target, action.plan.file.after, 'as-before', home);
}

type Patch = Extract<Action, { lines: unknown }> & { plan: { file: FileChange } };

const isPatch = (action: Action): action is Patch => 'lines' in action && action.plan.file !== null;

/** Undoes a patch, unless somebody has changed the file since. */
function putBack({ target, before, after }: FileChange): void {
  const now = readState(target);
  if (now.type !== 'file' || !now.bytes.equals(after)) return;
  if (before === null) remove(target);
  else prepareFile(target, before, 'as-before').commit();
}

function expectUnchanged({ target, before }: Pick<FileChange, 'target' | 'before'>): void {
  const now = readState(target);
  const same = now.type === 'file' ? before !== null && now.bytes.equals(before) : before === null;
  if (same) return;
  throw new GuardError(
    'changed-meanwhile',
    `${target} was changed by another program meanwhile`,
    'Run the same command again.',
  );
}

async function applyToIndex(actions: readonly Action[], repo: Repository): Promise<void> {
  const edits: IndexEdit[] = [];
  for (const action of actions) {
    if (action.do === 'untrack') edits.push(action.path);
    if (action.do === 'delete' && action.plan?.untrack) edits.push(action.path);
    if (action.do === 'write-hook' && action.plan.index !== undefined)
      edits.push(await stage(repo, action.path, action.plan.index));
    if ('lines' in action && action.plan.index !== null) {
      await untilUnlocked(repo);
      edits.push(await stage(repo, action.path, action.plan.index));
    }
  }
  const commit = actions.find((action) => action.do === 'commit');
  if (commit !== undefined) {
    const { ignore, ignorePath, removals } = commit.plan;
    const committed: IndexEdit[] = [...removals];
    if (ignore !== null) committed.push(await stage(repo, ignorePath, ignore));
    await commitAside(repo, commit.message, committed, edits);
  } else {
    await editIndex(repo, edits);
  }
}

const stage = async (repo: Repository, path: BytePath, file: StagedFile): Promise<IndexEdit> => ({
  path,
  mode: file.mode,
  oid: await writeBlob(repo, file.content),
});

async function applyAction(action: Action, file: PreparedFile | undefined): Promise<void> {
  switch (action.do) {
    case 'backup':
      makeHooksFolder(dirname(action.plan.to));
      keepHook(action.plan);
      break;
    case 'restore':
      restoreHook(action.plan);
      break;
    case 'write-hook':
      if (action.plan.before !== undefined)
        expectUnchanged({ target: action.plan.file, before: action.plan.before });
      file?.commit();
      break;
    case 'set-config':
    case 'unset-config':
      await editConfig(action.plan);
      if (action.plan.leave !== undefined) leaveAsItWas(action.plan.leave);
      break;
    case 'delete':
      if (action.plan === null) break;
      remove(action.plan.file);
      action.plan.folders.forEach(removeIfEmpty);
      break;
    default:
      file?.commit();
  }
}

/** git leaves an empty file where there was none, and a line end where none was. */
function leaveAsItWas({ file, as }: NonNullable<ConfigPlan['leave']>): void {
  const target = realPath(file);
  const state = readState(target);
  if (state.type !== 'file') return;
  const { bytes } = state;
  if (as === 'absent' && bytes.length === 0) remove(target);
  if (as === 'unterminated' && bytes.at(-1) === 0x0a)
    prepareFile(target, bytes.subarray(0, -1), 'as-before').commit();
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
  const first = makeFolder(folder);
  if (first === undefined) return;
  prepareFile(join(folder, FOLDER_MARK), Buffer.from(relative(folder, first)), 'as-before').commit();
}

/** @returns the topmost folder that had to be made, if any */
function makeFolder(folder: string): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw fileError('write', folder, error);
  }
}

/** Takes a folder away again that was just made for a hook which then could not be written. */
function unmakeHooksFolder(folder: string): void {
  const mark = join(folder, FOLDER_MARK);
  if (!existsSync(mark) || readdirSync(folder).length > 1) return;
  unlinkSync(mark);
  removeIfEmpty(folder);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw fileError('delete', folder, error);
  }
}
