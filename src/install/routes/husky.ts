import { Buffer } from 'node:buffer';
import { basename, dirname, join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action, HookEvent } from '../../model/actions.ts';
import { lstatOrNull } from '../../model/files.ts';
import { addBlock, hasBlock, removeBlock } from '../husky-block.ts';
import { deletion, gateScript, readHook, shownPath, stateAt, writeGate } from './hook-file.ts';

/** The folder with the users' own lines: husky 9 points git at the `_` in it, older ones at itself. */
export const huskyFolder = (hooksFolder: string): string =>
  basename(hooksFolder) === '_' ? dirname(hooksFolder) : hooksFolder;

/** What the gate for an event is called in husky's folder, where a plain `pre-commit` is husky's own. */
export const gateName = (event: HookEvent): string =>
  gateScript(event) === 'pre-commit' ? 'pyc-guard' : `pyc-guard-${gateScript(event)}`;

/** husky starts the hooks that clients run by their name, and knows nothing of this one. */
export const startedByHusky = (event: HookEvent): boolean => event !== 'reference-transaction';

/** Has husky's hook for an event run the gate, which lies beside it and is committed with it. */
export function planHusky(repo: Repository, folder: string, event: HookEvent): Action[] {
  const name = gateName(event);
  const gate = join(folder, name);
  const hook = join(folder, event);
  const text = textOf(hook);
  const actions: Action[] = [];
  if (stateAt(gate, event) !== 'current') actions.push(writeGate(repo, gate, event, 'husky'));
  if (!hasBlock(text, name)) actions.push(writeText(repo, hook, event, addBlock(text, name)));
  return actions;
}

/** Takes the blocks out again, and the gates; a hook that held nothing else goes. */
export function unplanHusky(repo: Repository, folder: string, events: readonly HookEvent[]): Action[] {
  const hooks = events.flatMap((event) => unplanHook(repo, join(folder, event), event));
  if (hooks.length === 0) return [];
  const gates = [...new Set(events.map(gateName))].map((name) => join(folder, name));
  return [
    ...hooks,
    ...gates.filter((gate) => lstatOrNull(gate) !== null).map((gate) => deletion(repo, gate)),
  ];
}

function unplanHook(repo: Repository, hook: string, event: HookEvent): Action[] {
  const before = textOf(hook);
  const after = removeBlock(before);
  if (after === before) return [];
  return [after === '' ? deletion(repo, hook) : writeText(repo, hook, event, after)];
}

const textOf = (hook: string): string => {
  const file = readHook(hook);
  return file.type === 'file' ? file.text : '';
};

const writeText = (repo: Repository, file: string, event: HookEvent, text: string): Action => ({
  do: 'write-hook',
  path: shownPath(repo, file),
  event,
  via: 'husky',
  // git runs these files itself with husky before 9; an old file keeps its mode, for uninstall
  plan: { file, content: Buffer.from(text, 'latin1'), executable: lstatOrNull(file) === null },
});
