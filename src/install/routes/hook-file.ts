import { readFileSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import process from 'node:process';
import type { Repository } from '../../git/repository.ts';
import type { Action, HookEvent, HookRoute } from '../../model/actions.ts';
import { type BytePath, fromText } from '../../model/byte-path.ts';
import { lstatOrNull, readState } from '../../model/files.ts';
import { packageFile } from '../../model/version.ts';
import { type HookFile, type HookState, hookState } from '../hook-files.ts';

/** The gate for an event as it is shipped, byte for byte. */
const readGate = (event: HookEvent): Buffer => readFileSync(packageFile(`hooks/${gateScript(event)}`));

/** The file in `hooks/` that guards an event. */
export const gateScript = (event: HookEvent): string => (event === 'pre-merge-commit' ? 'pre-commit' : event);

export function readHook(path: string): HookFile {
  const state = readState(path);
  if (state.type === 'absent') return { type: 'absent' };
  if (state.type !== 'file') return { type: 'other' };
  // Windows has no such bit: Git for Windows goes by the first line
  const executable = process.platform === 'win32' || (state.mode & 0o111) !== 0;
  return { type: 'file', text: state.bytes.toString('latin1'), executable };
}

/** What stands at the path of a hook, measured against the gate for `event`. */
export const stateAt = (path: string, event: HookEvent): HookState =>
  hookState(readHook(path), readGate(event).toString('latin1'));

/** A path as findings and actions give it: relative to the top where it lies below, else absolute. */
export function shownPath(repo: Repository | null, path: string): BytePath {
  const way = repo === null ? '' : relative(repo.root, path);
  const below = way !== '' && !way.startsWith('..') && !isAbsolute(way);
  return fromText((below ? way : path).replaceAll(sep, '/'));
}

export const writeGate = (
  repo: Repository | null,
  file: string,
  event: HookEvent,
  via: HookRoute,
): Action => ({
  do: 'write-hook',
  path: shownPath(repo, file),
  event,
  via,
  plan: { file, content: readGate(event), executable: true },
});

export const deletion = (repo: Repository | null, file: string, folders: readonly string[] = []): Action => ({
  do: 'delete',
  path: shownPath(repo, file),
  bytes: lstatOrNull(file)?.size ?? 0,
  plan: { file, folders },
});
