import { dirname, join, resolve } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action, HookEvent } from '../../model/actions.ts';
import { lstatOrNull, readState } from '../../model/files.ts';
import type { Warning } from '../../model/warnings.ts';
import { removeBlock } from '../hook-block.ts';
import {
  addedLines,
  displacedHook,
  FOLDER_MARK,
  type HookFile,
  isOurs,
  legacyHook,
  ownHookName,
  previousHook,
} from '../hook-files.ts';
import { managerOfHook } from '../hook-manager.ts';
import type { HooksPlace } from '../hooks-place.ts';
import { stageChange } from '../team-folder.ts';
import { isOnlyOurs } from './file.ts';
import { deletion, readHook, readScript, shownPath, stateAt, writeHook } from './hook-file.ts';
import { moveBack } from './moved-hook.ts';

export interface Removal {
  readonly actions: readonly Action[];
  readonly warnings: readonly Warning[];
}

/** Removes our lines or our script from the hook for an event; everything else stays or is restored. */
export function unplanFile(repo: Repository, place: HooksPlace, event: HookEvent): Removal {
  const hook = join(place.folder, event);
  const actions = [hook, legacyHook(hook)].flatMap((file) => unplanOne(repo, place, event, file));
  const kept = previousHook(hook);
  const isLeft = actions.length === 0 && lstatOrNull(kept) !== null && !isDisplaced(hook, event);
  return {
    actions: [...actions, ...unplanDisplaced(repo, place, event)],
    warnings: isLeft ? [leftBehind(repo, kept)] : [],
  };
}

function unplanOne(repo: Repository, place: HooksPlace, event: HookEvent, file: string): Action[] {
  const hook = readHook(file);
  if (hook.type !== 'file') return [];
  if (isOurs(stateAt(file, event))) return unplanOurs(repo, place, event, file, hook);
  const found = removeBlock(hook.text);
  if (found === null) return [];
  if (found.notes.moved) return moveBack(repo, file, found.notes);
  const path = shownPath(repo, file);
  if (found.notes.created && isOnlyOurs(found.text))
    return [deletion(repo, file, [], place.team?.entries.has(path) ?? false)];
  const index = stageChange(place.team, path, hook.text, (staged) => removeBlock(staged)?.text ?? staged);
  const mode = found.notes.mode === undefined ? 'as-before' : Number.parseInt(found.notes.mode, 8);
  return [writeHook(repo, file, event, place.via, { text: found.text, was: hook, mode, ...index })];
}

function unplanOurs(
  repo: Repository,
  place: HooksPlace,
  event: HookEvent,
  file: string,
  hook: Extract<HookFile, { type: 'file' }>,
): Action[] {
  const kept = previousHook(join(place.folder, event));
  if (lstatOrNull(kept) !== null)
    return [{ do: 'restore', path: shownPath(repo, file), plan: { from: kept, to: file } }];
  const added = addedLines(hook.text, readScript(event).toString('latin1'));
  if (added.trim() === '')
    return [deletion(repo, file, [], place.team?.entries.has(shownPath(repo, file)) ?? false)];
  return [
    writeHook(repo, file, event, place.via, { text: `#!/bin/sh\n${added}`, was: hook, mode: 'as-before' }),
  ];
}

const isDisplaced = (hook: string, event: HookEvent): boolean => {
  const old = readHook(displacedHook(hook));
  return (
    isOurs(stateAt(displacedHook(hook), event)) || (old.type === 'file' && removeBlock(old.text) !== null)
  );
};

/** Removes our lines also from a hook that lefthook has renamed. */
export function unplanDisplaced(repo: Repository, place: HooksPlace, event: HookEvent): Action[] {
  const hook = join(place.folder, event);
  if (!isDisplaced(hook, event)) return [];
  const old = displacedHook(hook);
  const kept = previousHook(hook);
  if (!isOurs(stateAt(old, event))) return unplanOne(repo, place, event, old);
  // what an older version has kept belongs to the script that is there now
  if (lstatOrNull(kept) === null || isOurs(stateAt(hook, event))) return [deletion(repo, old)];
  if (isOlderForm(kept, hook)) return [old, kept].map((file) => deletion(repo, file));
  return [{ do: 'restore', path: shownPath(repo, old), plan: { from: kept, to: old } }];
}

/** Whether a kept hook can be dropped: an older hook of the same manager, or an identical file. */
function isOlderForm(kept: string, file: string): boolean {
  const [old, now] = [readHook(kept), readHook(file)];
  if (old.type !== 'file' || now.type !== 'file') return false;
  const manager = managerOfHook(now.text);
  return old.text === now.text || (manager !== null && managerOfHook(old.text) === manager);
}

const leftBehind = (repo: Repository, kept: string): Warning => ({
  code: 'hook-kept',
  message: `${shownPath(repo, kept)} is the hook that was there before pyc-guard; another file is in its place now, so it is kept`,
});

/** Our scripts beside hooks that run them. */
export function unplanScripts(repo: Repository, place: HooksPlace, events: readonly HookEvent[]): Action[] {
  const scripts = new Map(events.map((event) => [ownHookName(event), event]));
  return [...scripts].flatMap(([name, event]) => {
    const file = join(place.folder, name);
    if (!isOurs(stateAt(file, event))) return [];
    return [deletion(repo, file, [], place.team?.entries.has(shownPath(repo, file)) ?? false)];
  });
}

/** Deletes a hooks folder that `install` created, unless other files are in it. */
export function unplanFolder(repo: Repository | null, folder: string): Action[] {
  const mark = join(folder, FOLDER_MARK);
  const state = readState(mark);
  if (state.type !== 'file') return [];
  const first = resolve(folder, state.bytes.toString());
  const folders = [folder];
  for (let each = folder; each !== first && each.length > first.length; folders.push(each))
    each = dirname(each);
  return [deletion(repo, mark, folders)];
}
