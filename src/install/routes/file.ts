import { dirname, join, resolve } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action, HookEvent } from '../../model/actions.ts';
import { lstatOrNull, readState } from '../../model/files.ts';
import type { Warning } from '../../model/warnings.ts';
import { displacedHook, FOLDER_MARK, isOurs, legacyHook, previousHook } from '../hook-files.ts';
import { managerOfHook, runsLegacy } from '../hook-manager.ts';
import { deletion, readHook, shownPath, stateAt, writeGate } from './hook-file.ts';

/**
 * The file where the gate belongs: the hook itself, or, where that is pre-commit's or prek's, the
 * place from which they run what was there before them.
 */
export function gatePath(folder: string, event: HookEvent): string {
  const hook = join(folder, event);
  const found = readHook(hook);
  const theirs = found.type === 'file' && runsLegacy(managerOfHook(found.text));
  return theirs ? legacyHook(hook) : hook;
}

/** Puts the gate into a hooks folder, in front of whatever stands there. */
export function planFile(repo: Repository, folder: string, event: HookEvent): Action[] {
  const file = gatePath(folder, event);
  const write = writeGate(repo, file, event, 'file');
  switch (stateAt(file, event)) {
    case 'current':
      return [];
    case 'foreign':
      return [...keep(repo, file, join(folder, event), event), write];
    default:
      return [write];
  }
}

/** Moves a hook that is not ours to where the gate runs it from, and what is kept there out of the way. */
function keep(repo: Repository, file: string, hook: string, event: HookEvent): Action[] {
  const kept = previousHook(hook);
  const moves = [{ from: file, to: kept }];
  const inTheWay = lstatOrNull(kept) !== null && !isDisplaced(hook, event) && !isOlderForm(kept, file);
  if (inTheWay) moves.unshift({ from: kept, to: freeName(kept) });
  return moves.map((plan) => ({ do: 'backup', path: shownPath(repo, plan.to), plan }));
}

/** Whether a hook that is kept is what the same manager wrote before, or the same file once more. */
function isOlderForm(kept: string, file: string): boolean {
  const [old, now] = [readHook(kept), readHook(file)];
  if (old.type !== 'file' || now.type !== 'file') return false;
  const manager = managerOfHook(now.text);
  return old.text === now.text || (manager !== null && managerOfHook(old.text) === manager);
}

const isDisplaced = (hook: string, event: HookEvent): boolean => isOurs(stateAt(displacedHook(hook), event));

/**
 * Where lefthook has moved the gate out of its way, what the gate had moved before takes that place,
 * unless it is lefthook's own.
 */
export function unplanDisplaced(repo: Repository, folder: string, event: HookEvent): Action[] {
  const hook = join(folder, event);
  const kept = previousHook(hook);
  const gate = displacedHook(hook);
  if (!isDisplaced(hook, event)) return [];
  if (isOurs(stateAt(hook, event))) return [deletion(repo, gate)]; // what is kept belongs to the one in place
  if (isOlderForm(kept, hook)) return [gate, kept].map((file) => deletion(repo, file));
  return takeOut(repo, gate, kept);
}

/** Takes the gate away and puts back what it stood in for. */
function takeOut(repo: Repository, gate: string, kept: string): Action[] {
  const restore: Action = { do: 'restore', path: shownPath(repo, gate), plan: { from: kept, to: gate } };
  return [deletion(repo, gate), ...(lstatOrNull(kept) === null ? [] : [restore])];
}

function freeName(path: string): string {
  for (let i = 1; ; i++) if (lstatOrNull(`${path}.${i}`) === null) return `${path}.${i}`;
}

export interface Removal {
  readonly actions: readonly Action[];
  readonly warnings: readonly Warning[];
}

/** Takes the gate out of a hooks folder; the hook that was there before comes back. */
export function unplanFile(repo: Repository, folder: string, event: HookEvent): Removal {
  const hook = join(folder, event);
  const file = [hook, legacyHook(hook)].find((path) => isOurs(stateAt(path, event)));
  const kept = previousHook(hook);
  const displaced = isDisplaced(hook, event);
  if (file !== undefined) {
    const second = displaced ? [deletion(repo, displacedHook(hook))] : [];
    return { actions: [...takeOut(repo, file, kept), ...second], warnings: [] };
  }
  const isLeft = lstatOrNull(kept) !== null && !displaced;
  return { actions: unplanDisplaced(repo, folder, event), warnings: isLeft ? [leftBehind(repo, kept)] : [] };
}

const leftBehind = (repo: Repository, kept: string): Warning => ({
  code: 'hook-kept',
  message: `${shownPath(repo, kept)} is the hook that stood there before pyc-guard; another has taken its place, so it stays`,
});

/** A hooks folder that `install` had to make goes again, if nothing else has moved in. */
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
