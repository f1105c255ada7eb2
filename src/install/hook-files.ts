import { basename, dirname, join } from 'node:path';
import type { HookEvent } from '../model/actions.ts';
import { removeBlock } from './hook-block.ts';

/** The line by which a hook file is known to be ours, whatever its version. */
const MARK = /^# pyc-guard gate [0-9]+:/m;

/** What is at the path of a hook. */
export type HookFile =
  | { readonly type: 'absent' }
  | {
      readonly type: 'file';
      /** One character a byte. */
      readonly text: string;
      /** Whether git would start it. */
      readonly executable: boolean;
      readonly mode: number;
    }
  | { readonly type: 'link'; readonly target: string; readonly executable: boolean }
  | { readonly type: 'other' };

/**
 * What a script of ours is in. `broken`: it can't run, because its line ends were turned into CR LF.
 * `foreign`: it is not ours.
 */
export type HookState = 'absent' | 'current' | 'outdated' | 'broken' | 'not-executable' | 'foreign';

/** @param script - the text of the script that this version installs */
export function hookState(hook: HookFile, script: string): HookState {
  if (hook.type === 'absent') return 'absent';
  if (hook.type !== 'file' || !MARK.test(hook.text) || removeBlock(hook.text) !== null) return 'foreign';
  if (/^#![^\n]*\r\n/.test(hook.text)) return 'broken';
  if (!hook.text.startsWith(script)) return 'outdated';
  return hook.executable ? 'current' : 'not-executable';
}

/** The last line of our scripts; versions before had none and ended with `exit 1`. */
const LAST_LINE = /^# pyc-guard ends here[^\n]*\n/m;

/** Lines that other programs have added to a script of ours, which they took for the user's. */
export function addedLines(hook: string, script: string): string {
  if (hook.startsWith(script)) return hook.slice(script.length);
  const text = hook.replaceAll('\r\n', '\n');
  const last = LAST_LINE.exec(text);
  if (last !== null) return text.slice(last.index + last[0].length);
  const exit = text.lastIndexOf('\nexit 1\n');
  return exit < 0 ? '' : text.slice(exit + '\nexit 1\n'.length);
}

/** Whether a script of ours is there, in whatever state. */
export const isOurs = (state: HookState): boolean => state !== 'absent' && state !== 'foreign';

/** Where versions before kept a hook that was not ours, and ran it under that name. */
export const previousHook = (hook: string): string => `${hook}.before-pyc-guard`;

/** Where pre-commit and prek keep and run a hook that is not theirs. */
export const legacyHook = (hook: string): string => `${hook}.legacy`;

/**
 * Where a hook is kept that can't hold our lines, under its own name and at the same depth, so that
 * what it finds by its name or by a relative path is still there.
 */
export const movedHook = (hook: string): string => join(movedFolder(dirname(hook)), basename(hook));

export const movedFolder = (hooksFolder: string): string => `${hooksFolder}.before-pyc-guard`;

/** The name of our script beside a hook of the user's. */
export const scriptName = (event: HookEvent): string =>
  shippedScript(event) === 'pre-commit' ? 'pyc-guard' : `pyc-guard-${event}`;

/** The file in `hooks/` of this package for an event. */
export const shippedScript = (event: HookEvent): string =>
  event === 'pre-merge-commit' ? 'pre-commit' : event;

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
