import type { Buffer } from 'node:buffer';
import {
  closeSync,
  constants,
  type Dirent,
  lstatSync,
  openSync,
  readdirSync,
  type Stats,
  statSync,
} from 'node:fs';
import process from 'node:process';
import { type BytePath, isUtf8, toBytes, toText } from '../model/byte-path.ts';
import type { FolderId } from './batch.ts';

const sameFolder = (a: FolderId, b: FolderId): boolean => a.ino === b.ino && a.dev === b.dev;

/** A name for `node:fs`: bytes unless it is ASCII. */
export const native = (path: string): string | Buffer =>
  /[\u0080-\u00ff]/.test(path) ? toBytes(path as BytePath) : path;

/** Names are latin1, as in `BytePath`. @throws what `readdir` throws */
export const readEntries = (path: string): Dirent[] =>
  readdirSync(native(path), { withFileTypes: true, encoding: 'latin1' });

/** What is at a path, without following a link. @throws what `lstat` throws, but for a path at which nothing is */
export const statHere = (path: string): Stats | undefined =>
  lstatSync(native(path), { throwIfNoEntry: false });

/** Follows links, as Python's import system does; a source that can't be examined does not count. */
export function statSource(path: string): Stats | undefined {
  try {
    return statSync(native(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The folder at a path, or `null` if it is a link or no folder. @throws what `lstat` throws */
export function folderAt(path: string): FolderId | null {
  const stats = lstatSync(native(path), { bigint: true });
  return stats.isDirectory() ? { dev: stats.dev, ino: stats.ino } : null;
}

/**
 * Makes a folder the current one. A relative name then always means a file in this very folder, even if
 * somebody replaces its path meanwhile. Node has no `openat`, which would do the same.
 *
 * @param path - a name in the current folder, or an absolute path of any length
 * @returns whether it is the folder expected; if not, the current folder is undefined
 * @throws what `chdir` throws
 */
export function enter(path: string, expected: FolderId): boolean {
  for (const step of steps(path)) change(step as BytePath);
  return sameFolder(statSync('.', { bigint: true }), expected);
}

/** A path in parts that are short enough for the system (PATH_MAX is 1,024 on macOS), split also at names that are not UTF-8. */
export function steps(path: string): string[] {
  if (path.length < 1000 && isUtf8(path as BytePath)) return [path];
  // a Windows share (//server/share) can't be split
  const [start = ''] = /^(?:\/\/[^/]+\/[^/]+|\/)?/.exec(path) ?? [];
  const pieces: string[] = start === '' ? [] : [start];
  for (const part of path.slice(start.length).split('/')) {
    if (part === '') continue;
    const last = pieces.at(-1) ?? '';
    const joined = `${last}/${part}`;
    const fits = last !== '' && last !== '/' && joined.length < 500 && isUtf8(joined as BytePath);
    if (fits) pieces[pieces.length - 1] = joined;
    else pieces.push(part);
  }
  return pieces;
}

function change(path: BytePath): void {
  if (isUtf8(path)) {
    process.chdir(toText(path));
    return;
  }
  // chdir takes text only; such names exist only on Linux, where a descriptor has a path, too
  const handle = openSync(toBytes(path), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    process.chdir(`/proc/self/fd/${handle}`);
  } finally {
    closeSync(handle);
  }
}

/** Thrown if the folder at a path is not the one that was seen there before. */
export const CHANGED = Object.assign(new Error('changed'), { code: 'changed' });

/** Remembers the current folder. @returns a function that goes back to it */
export function rememberCurrentFolder(): () => void {
  const before = process.cwd();
  return () => {
    try {
      process.chdir(before);
    } catch {
      // the folder itself was deleted, so any other will do
      process.chdir('/'); // on Windows, the root of the current drive
    }
  };
}

export const joinPath = (folder: string, name: string): BytePath =>
  (folder.endsWith('/') ? folder + name : `${folder}/${name}`) as BytePath;

export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder that an absolute path lies in; that of `D:/x` is `D:/`, since `D:` is the current folder of that drive. */
export function parentOf(path: string): BytePath {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return (parent === '' || /^[a-z]:$/i.test(parent) ? `${parent}/` : parent) as BytePath;
}
