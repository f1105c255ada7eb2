import { Buffer } from 'node:buffer';
import { relative, sep } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action, HookEvent, HookFilePlan, HookRoute } from '../../model/actions.ts';
import { type BytePath, fromText } from '../../model/byte-path.ts';
import { canRun, lstatOrNull, readState, readWhole } from '../../model/files.ts';
import { isInside } from '../../model/is-inside.ts';
import { packageFile } from '../../model/version.ts';
import { type HookFile, type HookState, hookState, shippedScript } from '../hook-files.ts';

/** The script for an event as it is shipped, byte for byte. */
export const readScript = (event: HookEvent): Buffer =>
  readWhole(packageFile(`hooks/${shippedScript(event)}`));

export function readHook(path: string): HookFile {
  const state = readState(path);
  switch (state.type) {
    case 'absent':
      return { type: 'absent' };
    case 'file':
      return {
        type: 'file',
        text: state.bytes.toString('latin1'),
        executable: canRun(path),
        mode: state.mode & 0o7777,
      };
    case 'link':
      return { type: 'link', target: state.target, executable: canRun(path) };
    default:
      return { type: 'other' };
  }
}

/** The state of the hook file at a path, compared with our script for `event`. */
export const stateAt = (path: string, event: HookEvent): HookState =>
  hookState(readHook(path), readScript(event).toString('latin1'));

/** A path as findings and actions give it: relative to the top where it lies below, else absolute. */
export function shownPath(repo: Repository | null, path: string): BytePath {
  const below = repo !== null && path !== repo.root && isInside(path, repo.root);
  return fromText((below ? relative(repo.root, path) : path).replaceAll(sep, '/'));
}

export const writeScript = (
  repo: Repository | null,
  file: string,
  event: HookEvent,
  via: HookRoute,
): Action => ({
  do: 'write-hook',
  path: shownPath(repo, file),
  event,
  via,
  plan: { file, content: readScript(event), mode: 'executable' },
});

/** Changes a hook that contains the user's own text; it must still be as it was when the plan was made. */
export const writeHook = (
  repo: Repository,
  file: string,
  event: HookEvent,
  via: HookRoute,
  { text, was, ...plan }: Pick<HookFilePlan, 'mode' | 'index'> & { text: string; was: HookFile },
): Action => ({
  do: 'write-hook',
  path: shownPath(repo, file),
  event,
  via,
  plan: {
    file,
    content: Buffer.from(text, 'latin1'),
    ...(was.type === 'absent' && { before: null }),
    ...(was.type === 'file' && { before: Buffer.from(was.text, 'latin1') }),
    ...plan,
  },
});

export const deletion = (
  repo: Repository | null,
  file: string,
  folders: readonly string[] = [],
  untrack = false,
): Action => ({
  do: 'delete',
  path: shownPath(repo, file),
  bytes: lstatOrNull(file)?.size ?? 0,
  plan: { file, folders, ...(untrack && { untrack }) },
});
