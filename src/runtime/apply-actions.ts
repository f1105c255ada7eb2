import { dirname } from 'node:path';
import { editConfig } from '../git/config-hooks.ts';
import type { Repository } from '../git/repository.ts';
import type { Action, ActionKind, ConfigPlan } from '../model/actions.ts';
import { readState, realPath } from '../model/files.ts';
import { PartlyDone } from '../model/partly-done.ts';
import {
  deleteFile,
  expectNoLinkBelow,
  type FileHome,
  type PreparedFile,
  prepareFile,
} from '../model/write-file.ts';
import { expectExecutable, keepHook, restoreHook } from './apply-hooks.ts';
import { type NextIndex, prepareIndex } from './apply-index.ts';
import {
  expectUnchanged,
  isPatch,
  type Patch,
  type PreparedPatch,
  patchAgain,
  preparePatch,
} from './apply-patch.ts';
import { makeHooksFolder, removeIfEmpty, unmakeHooksFolder } from './hooks-folder.ts';
import { endInOrder } from './interruption.ts';

/** Prepared changes that only have to be put in place. */
interface Prepared {
  readonly files: Map<Action, PreparedFile>;
  readonly patches: Map<Patch, PreparedPatch>;
}

/**
 * Carries out a plan; the only place that changes disk, index or configuration.
 *
 * New files are written beside their targets, and the next index beside the present one, which is locked
 * meanwhile. Then each is put in place in one step; files that another program may have open come first, since
 * they can be restored. So an error changes nothing, or is undone; where that is impossible, `PartlyDone` says what was done.
 *
 * @param repo - null where the plan touches no index
 * @throws PartlyDone if some actions were carried out; every other error means that nothing has changed
 */
export async function applyActions(actions: readonly Action[], repo: Repository | null): Promise<void> {
  const prepared: Prepared = { files: new Map(), patches: new Map() };
  let index: NextIndex | null = null;
  try {
    for (const action of actions) {
      if (isPatch(action)) prepared.patches.set(action, preparePatch(action, repo));
      const file = prepareFor(action, repo);
      if (file !== null) prepared.files.set(action, file);
    }
    if (repo !== null) index = await prepareIndex(actions, repo);
  } catch (error) {
    discardPrepared(actions, prepared);
    throw error;
  }
  await putInPlace(actions, prepared, index);
  if (repo !== null) await applyToHistory(actions, repo);
}

/** Actions that the index, or the commit made from it, carries out. */
const IN_INDEX: ReadonlySet<ActionKind> = new Set(['untrack', 'commit']);

/** Actions that come last, after everything else is in place. */
const AFTERWARDS: ReadonlySet<ActionKind> = new Set(['bundle', 'purge']);

/** Carries out what is prepared. @throws PartlyDone where a part of it stays */
async function putInPlace(
  actions: readonly Action[],
  prepared: Prepared,
  index: NextIndex | null,
): Promise<void> {
  let done: readonly Action[] = [];
  const undo: { readonly of: readonly Action[]; readonly step: () => boolean }[] = [];
  let undoable = true;
  try {
    for (const [patch, file] of prepared.patches) {
      file.commit();
      done = [...done, patch];
      undo.unshift({ of: [patch], step: file.undo });
    }
    await index?.commit();
    const commits = actions.filter((action) => action.do === 'commit');
    done = [...done, ...commits];
    undoable = commits.length === 0;
    index?.put();
    const untracked = actions.filter((action) => action.do === 'untrack');
    done = [...done, ...untracked];
    if (index !== null) undo.unshift({ of: untracked, step: index.undo });
    for (const patch of commits.length > 0 ? prepared.patches.keys() : []) {
      done = without(done, [patch]);
      patchAgain(patch);
      done = [...done, patch];
    }
    for (const action of actions) {
      if (IN_INDEX.has(action.do) || AFTERWARDS.has(action.do) || done.includes(action)) continue;
      const tidyUp = await applyAction(action, prepared.files.get(action));
      done = [...done, action];
      undoable = false;
      tidyUp?.();
    }
  } catch (error) {
    for (const { of, step } of undoable ? undo : []) if (step()) done = without(done, of);
    discardPrepared(actions, prepared);
    index?.abandon();
    if (done.length === 0) throw error;
    throw new PartlyDone(done, without(actions, done), error);
  }
  for (const patch of prepared.patches.values()) patch.abandon();
  try {
    index?.release();
  } catch (error) {
    throw new PartlyDone(done, without(actions, done), error);
  }
}

const without = (actions: readonly Action[], others: readonly Action[]): Action[] => {
  const left = new Set(others);
  return actions.filter((action) => !left.has(action));
};

/** Deletes files that were prepared and not put in place, and folders that were made for them. */
function discardPrepared(actions: readonly Action[], { files, patches }: Prepared): void {
  for (const file of [...files.values(), ...patches.values()]) file.abandon();
  for (const action of actions) if (action.do === 'write-hook') unmakeHooksFolder(dirname(action.plan.file));
}

async function applyToHistory(actions: readonly Action[], repo: Repository): Promise<void> {
  const backup = actions.find((action) => action.do === 'bundle');
  if (backup === undefined) return;
  const purges = actions.filter((action) => action.do === 'purge');
  const { rewriteHistory } = await import('../history/purge/rewrite-history.ts');
  await rewriteHistory(repo, backup, purges, endInOrder());
}

/** The file an action writes, ready to take its place; `null` if it writes none, or patches one. */
function prepareFor(action: Action, home: FileHome | null): PreparedFile | null {
  if (action.do === 'write-page')
    return prepareFile(action.plan.file, action.plan.content, 'as-before', home);
  if (action.do !== 'write-hook') return null;
  const { file, content, mode, before } = action.plan;
  if (home !== null) expectNoLinkBelow(home.root, file);
  if (before !== undefined) expectUnchanged(file, before);
  makeHooksFolder(dirname(file));
  return expectExecutable(prepareFile(file, content, mode, home), action.via, action.plan);
}

/** @returns what can still fail when the action counts as done, if anything */
async function applyAction(
  action: Action,
  file: PreparedFile | undefined,
): Promise<(() => void) | undefined> {
  switch (action.do) {
    case 'backup':
      makeHooksFolder(dirname(action.plan.to));
      keepHook(action.plan);
      return;
    case 'restore':
      return restoreHook(action.plan);
    case 'write-hook':
      if (action.plan.before !== undefined) expectUnchanged(action.plan.file, action.plan.before);
      file?.commit();
      return;
    case 'set-config':
    case 'unset-config': {
      const { leave } = action.plan;
      await editConfig(action.plan);
      return leave && (() => restoreConfigFile(leave));
    }
    case 'delete': {
      if (action.plan === null) return;
      const { folders } = action.plan;
      deleteFile(action.plan.file);
      return () => folders.forEach(removeIfEmpty);
    }
    default:
      file?.commit();
      return;
  }
}

/** git creates a missing file and adds a missing last line end, and undoes neither when a setting is removed. */
function restoreConfigFile({ file, as }: NonNullable<ConfigPlan['leave']>): void {
  const target = realPath(file);
  const state = readState(target);
  if (state.type !== 'file') return;
  const { bytes } = state;
  if (as === 'absent' && bytes.length === 0) deleteFile(target);
  if (as === 'unterminated' && bytes.at(-1) === 0x0a)
    prepareFile(target, bytes.subarray(0, -1), 'as-before').commit();
}
