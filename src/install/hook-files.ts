import { basename, dirname, join } from 'node:path';
import type { HookEvent } from '../model/actions.ts';
import { removeBlock } from './hook-block.ts';

/** The line that marks a hook file of any version as ours. */
const MARK = /^# pyc-guard gate [0-9]+:/m;

/** The file at the path of a hook. */
export type HookFile =
  | { readonly type: 'absent' }
  | {
      readonly type: 'file';
      /** One character per byte (latin1). */
      readonly text: string;
      /** Whether git would start it. */
      readonly executable: boolean;
      readonly mode: number;
    }
  | { readonly type: 'link'; readonly target: string; readonly executable: boolean }
  | { readonly type: 'other' };

/**
 * The state of a hook file. `broken`: our script can't run, because its line ends were changed to CR LF.
 * `foreign`: it is not our script.
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

/** The last line of our scripts; older versions ended with `exit 1` instead. */
const LAST_LINE = /^# pyc-guard ends here[^\n]*\n/m;

/** Lines that other programs have appended to our script because they took it for the user's own. */
export function addedLines(hook: string, script: string): string {
  if (hook.startsWith(script)) return hook.slice(script.length);
  const text = hook.replaceAll('\r\n', '\n');
  const last = LAST_LINE.exec(text);
  if (last !== null) return text.slice(last.index + last[0].length);
  const exit = text.lastIndexOf('\nexit 1\n');
  return exit < 0 ? '' : text.slice(exit + '\nexit 1\n'.length);
}

/** Whether our script is there, in any state. */
export const isOurs = (state: HookState): boolean => state !== 'absent' && state !== 'foreign';

/** Where older versions moved a hook that was not ours; they ran it under that name. */
export const previousHook = (hook: string): string => `${hook}.before-pyc-guard`;

/** Where pre-commit and prek keep and run a hook that is not theirs. */
export const legacyHook = (hook: string): string => `${hook}.legacy`;

/**
 * Where a hook is moved if our lines can't be put into it. It keeps its name and depth, so that what it
 * finds by its own name or by a relative path still works.
 */
export const movedHook = (hook: string): string => join(movedFolder(dirname(hook)), basename(hook));

export const movedFolder = (hooksFolder: string): string => `${hooksFolder}.before-pyc-guard`;

/** The name of our hook in git's configuration, and of our script beside a hook of the user's. */
export const ownHookName = (event: HookEvent): string =>
  shippedScript(event) === 'pre-commit' ? 'pyc-guard' : `pyc-guard-${event}`;

/** The file in `hooks/` of this package for an event. */
export const shippedScript = (event: HookEvent): string =>
  event === 'pre-merge-commit' ? 'pre-commit' : event;

/** Where lefthook moves a hook that is not its own, and from where its `uninstall` takes it back. */
export const displacedHook = (hook: string): string => `${hook}.old`;

/**
 * Name of a file in a hooks folder that we created, so that `uninstall` can delete the folder. It contains
 * the relative path to the topmost folder that had to be created: nothing, `..`, or `../..`.
 */
export const FOLDER_MARK = '.made-by-pyc-guard';
