import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { managerOfHook, runsLegacy } from '../../core/hook-manager.ts';
import { FOLDER_MARK, isOurs, legacyHook, previousHook } from '../../core/hook-plan.ts';
import { lstatOrNull, readState } from '../../files.ts';
import type { Repository } from '../../git/repository.ts';
import type { Action, HookEvent, Warning } from '../../types.ts';
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
      return [...keep(repo, file, join(folder, event)), write];
    default:
      return [write];
  }
}

/** Moves a hook that is not ours to where the gate runs it from, and what is kept there out of the way. */
function keep(repo: Repository, file: string, hook: string): Action[] {
  const kept = previousHook(hook);
  const moves = [{ from: file, to: kept }];
  if (lstatOrNull(kept) !== null) moves.unshift({ from: kept, to: freeName(kept) });
  return moves.map((plan) => ({ do: 'backup', path: shownPath(repo, plan.to), plan }));
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
  const isKept = lstatOrNull(kept) !== null;
  if (file === undefined) return { actions: [], warnings: isKept ? [leftBehind(repo, kept)] : [] };
  const restore: Action = { do: 'restore', path: shownPath(repo, file), plan: { from: kept, to: file } };
  return { actions: [deletion(repo, file), ...(isKept ? [restore] : [])], warnings: [] };
}

const leftBehind = (repo: Repository, kept: string): Warning => ({
  code: 'hook-kept',
  message: `${shownPath(repo, kept)} is the hook that stood there before pyc-guard; another has taken its place, so it stays`,
});

/** A hooks folder that `install` had to make goes again, if nothing else has moved in. */
export function unplanFolder(repo: Repository | null, folder: string): Action[] {
  const mark = join(folder, FOLDER_MARK);
  if (readState(mark).type !== 'file') return [];
  const first = resolve(folder, readFileSync(mark, 'utf8'));
  const folders = [folder];
  for (let each = folder; each !== first && each.length > first.length; folders.push(each))
    each = dirname(each);
  return [deletion(repo, mark, folders)];
}
