import type { HookEvent } from '../model/actions.ts';

/** The line by which a hook file is known to be ours, whatever its version. */
const MARK = /^# pyc-guard gate [0-9]+:/m;

/** What stands at the path of a hook. */
export type HookFile =
  | { readonly type: 'absent' }
  | { readonly type: 'file'; readonly text: string; readonly executable: boolean }
  | { readonly type: 'other' };

/**
 * `broken` is a gate that can't run: its line ends were turned into CR LF.
 * `foreign` is any hook that is not ours.
 */
export type HookState = 'absent' | 'current' | 'outdated' | 'broken' | 'not-executable' | 'foreign';

/** @param gate - the text of the gate this version installs */
export function hookState(hook: HookFile, gate: string): HookState {
  if (hook.type === 'absent') return 'absent';
  if (hook.type === 'other' || !MARK.test(hook.text)) return 'foreign';
  if (hook.text.includes('\r')) return 'broken';
  if (hook.text !== gate) return 'outdated';
  return hook.executable ? 'current' : 'not-executable';
}

/** Whether a gate of ours stands there, in whatever state. */
export const isOurs = (state: HookState): boolean => state !== 'absent' && state !== 'foreign';

/** Where the gate looks for the hook that was there before (`$0.before-pyc-guard`). */
export const previousHook = (hook: string): string => `${hook}.before-pyc-guard`;

/** Where pre-commit and prek keep and run a hook that is not theirs. */
export const legacyHook = (hook: string): string => `${hook}.legacy`;

/** Where lefthook moves a hook that is not its own, and from where its `uninstall` takes it back. */
export const displacedHook = (hook: string): string => `${hook}.old`;

/**
 * Lies in a hooks folder that was made by us, so that `uninstall` can take the folder away again.
 * It holds the way from there to the topmost folder that had to be made: nothing, or `..`, `../..`.
 */
export const FOLDER_MARK = '.made-by-pyc-guard';

/** The events `install` guards unless told otherwise: a merge runs no pre-commit (githooks(5)). */
export const DEFAULT_EVENTS: readonly HookEvent[] = ['pre-commit', 'pre-merge-commit'];

/** What may be guarded in a bare repository, and is: nothing but pushes to it happens there. */
export const BARE_EVENTS: readonly HookEvent[] = ['pre-receive'];

/** Every event a gate of ours may stand at. */
export const ALL_EVENTS: readonly HookEvent[] = [
  ...DEFAULT_EVENTS,
  'pre-push',
  'reference-transaction',
  ...BARE_EVENTS,
];
