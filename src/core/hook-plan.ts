import type { HookEvent } from '../types.ts';

/** The line by which a hook file is known to be ours, whatever its version. */
const MARK = /^# pyc-guard gate [0-9]+:/m;

/** What a hooks folder holds for one event. */
export type HookFile =
  | { readonly type: 'absent' }
  | { readonly type: 'file'; readonly text: string; readonly executable: boolean }
  | { readonly type: 'other' };

/** What stands where git looks for a hook. */
export type HookState = 'absent' | 'current' | 'outdated' | 'not-executable' | 'foreign';

/** @param gate - the text of the gate this version installs */
export function hookState(hook: HookFile, gate: string): HookState {
  if (hook.type === 'absent') return 'absent';
  if (hook.type === 'other' || !MARK.test(hook.text)) return 'foreign';
  if (hook.text !== gate) return 'outdated';
  return hook.executable ? 'current' : 'not-executable';
}

/** Where the gate looks for the hook that was there before (`$0.before-pyc-guard`). */
export const previousHook = (hook: string): string => `${hook}.before-pyc-guard`;

/**
 * Lies in a hooks folder that was made by us, so that `uninstall` can take the folder away again.
 * It holds the way from there to the topmost folder that had to be made: nothing, or `..`, `../..`.
 */
export const FOLDER_MARK = '.made-by-pyc-guard';

/** The events `install` guards unless told otherwise: a merge runs no pre-commit (githooks(5)). */
export const DEFAULT_EVENTS: readonly HookEvent[] = ['pre-commit', 'pre-merge-commit'];

/** Every event a gate of ours may stand at. */
export const ALL_EVENTS: readonly HookEvent[] = ['pre-commit', 'pre-merge-commit'];
