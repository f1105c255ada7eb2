import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action } from '../../model/actions.ts';
import { isFolder } from '../../model/files.ts';
import { ALL_EVENTS, movedFolder, movedHook } from '../hook-files.ts';
import { deletion, shownPath } from './hook-file.ts';

/** Files in a hooks folder that no hook of the user's looks for. */
const UNNEEDED = /\.(?:sample|before-pyc-guard|legacy|old)$|^\.made-by-pyc-guard|^pyc-guard/;

/**
 * Links to all that lies beside a hook, for the folder to which the hook is moved: it may look there
 * for what has its name (`"$0".d`), or for a module it imports, and pass where it finds nothing.
 */
export function linkSiblings(repo: Repository, file: string): Action[] {
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => !UNNEEDED.test(name) && !isEvent(name))
    .map((name) => {
      const [from, to] = [join(folder, name), movedHook(join(folder, name))];
      return { do: 'backup', path: shownPath(repo, to), plan: { from, to, link: target(folder, name) } };
    });
}

/** Takes the links away again, and nothing that is no link of ours. */
export function unlinkSiblings(repo: Repository, file: string): Action[] {
  const folder = dirname(file);
  const kept = movedFolder(folder);
  if (!isFolder(kept)) return [];
  return readdirSync(kept)
    .filter((name) => isLinkTo(join(kept, name), target(folder, name)))
    .map((name) => deletion(repo, join(kept, name)));
}

const isEvent = (name: string): boolean => ALL_EVENTS.some((event) => event === name);

const target = (folder: string, name: string): string => `../${basename(folder)}/${name}`;

const isLinkTo = (path: string, to: string): boolean =>
  lstatSync(path).isSymbolicLink() && readlinkSync(path) === to;
