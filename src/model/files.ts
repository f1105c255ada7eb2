import { Buffer } from 'node:buffer';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import process from 'node:process';
import { type BytePath, fromBytes } from './byte-path.ts';
import { GuardError } from './errors.ts';

/** Error codes that mean no file can exist at this path: a parent is a file, or a name is too long. */
const IMPOSSIBLE: ReadonlySet<string | undefined> = new Set(['ENOTDIR', 'ENAMETOOLONG']);

const isImpossible = (error: unknown): boolean => IMPOSSIBLE.has((error as NodeJS.ErrnoException).code);

/** `lstat`, or `null` where there is nothing. */
export function lstatOrNull(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (isImpossible(error)) return null;
    throw error;
  }
}

/**
 * Whether git would start a file as a hook. `access` is asked, since on some file systems nothing is executable
 * whatever its mode says. Windows has no such bit; there, Git for Windows decides by the first line.
 */
export function canRun(path: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** On Windows git runs `pre-commit.exe` where there is no `pre-commit` (run-command.c, find_hook); the path of such a program. */
export const hiddenProgram = (hook: string, platform: NodeJS.Platform = process.platform): string | null =>
  platform === 'win32' && lstatOrNull(hook) === null && lstatOrNull(`${hook}.exe`) !== null
    ? `${hook}.exe`
    : null;

/** Whether something is at a path; a symbolic link counts by what it leads to. */
export const exists = (path: string): boolean => existsSync(path);

/** The names in a folder, none if it is absent. */
export const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

export const isFolder = (path: string): boolean => lstatOrNull(path)?.isDirectory() === true;

/**
 * Folders for a file that the user named are not made: a slip in the name would leave them behind.
 *
 * @throws GuardError if its folder is not there
 */
export function expectFolderOf(file: string): void {
  const folder = dirname(file);
  if (isFolder(realPath(folder))) return;
  const hint = 'Make the folder first, or name a file in one that exists.';
  throw new GuardError('no-such-directory', `there is no folder ${folder}`, hint);
}

/** Where a symbolic link says that it leads; `null` for anything else. */
export const linkTarget = (path: string): string | null =>
  lstatOrNull(path)?.isSymbolicLink() === true ? readlinkSync(path) : null;

/** The path with every symbolic link in its folders and itself resolved, as far as it exists. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}

/**
 * The path without symbolic links, its parts separated by `/`.
 *
 * @param name - by which the user named it
 * @throws GuardError if it can't be read
 */
export function realBytePath(path: string, name: string): BytePath {
  try {
    const bytes = fromBytes(realpathSync.native(Buffer.from(path), { encoding: 'buffer' }));
    return sep === '\\' ? (bytes.replaceAll('\\', '/') as BytePath) : bytes;
  } catch (error) {
    throw fileError('read', name, error);
  }
}

/** What is at a path where a text file is expected. */
export type FileState =
  | { readonly type: 'absent' }
  | { readonly type: 'file'; readonly bytes: Buffer; readonly mode: number }
  | { readonly type: 'link'; readonly target: string }
  | { readonly type: 'other' };

/** Reads a file that may be absent, without following a symbolic link. @throws GuardError if it can't be read. */
export function readState(path: string): FileState {
  try {
    const stats = lstatOrNull(path);
    if (stats === null) return { type: 'absent' };
    if (stats.isSymbolicLink()) return { type: 'link', target: readlinkSync(path) };
    if (!stats.isFile()) return { type: 'other' };
    return { type: 'file', bytes: readFileSync(path), mode: stats.mode };
  } catch (error) {
    throw fileError('read', path, error);
  }
}

/** Reads a file that must be there. @throws GuardError if it can't be read */
export function readWhole(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError('read', path, error);
  }
}

/** A regular file, or as much of it as was wanted. */
export interface Piece {
  /** Its first 24 bytes, fewer only of a smaller one. */
  readonly head: Buffer;
  readonly size: number;
  /** As much of it as was wanted; `null` where it was not. */
  readonly content: Buffer | null;
}

/**
 * Reads a regular file, or only its beginning, as `keep` decides; `null` if there is none.
 *
 * @param path - absolute; bytes if the name may not be valid UTF-8
 * @param links - whether a symbolic link is followed
 * @param keep - how many of its bytes are wanted, 0 for none
 * @throws GuardError if it can't be read
 */
export function readPiece(
  path: Buffer,
  links: 'follow' | 'ignore',
  keep: (head: Buffer, size: number) => number,
): Piece | null {
  try {
    const stats = (links === 'follow' ? statSync : lstatSync)(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) return null;
    const handle = openSync(path, 'r');
    try {
      const { size } = fstatSync(handle);
      const head = Buffer.alloc(24);
      const length = readSync(handle, head, 0, head.length, 0);
      const start = head.subarray(0, length);
      return { head: start, size, content: readStart(handle, size, keep(start, size)) };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (isImpossible(error)) return null;
    throw fileError('read', path.toString(), error);
  }
}

function readStart(handle: number, size: number, wanted: number): Buffer | null {
  if (wanted >= size) return readFileSync(handle);
  if (wanted === 0) return null;
  const bytes = Buffer.alloc(wanted);
  let length = 0;
  for (let read = -1; read !== 0 && length < wanted; length += read)
    read = readSync(handle, bytes, length, wanted - length, length);
  return bytes.subarray(0, length);
}

/** The hint for errors that are not about permissions. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room on its disk',
  EDQUOT: 'Make room within your quota',
  EROFS: 'Make its file system writable',
};

const CANNOT = { read: 'cannot-read', write: 'cannot-write', delete: 'cannot-delete' } as const;

/** Turns an error of the file system into one that names the file and what to do. */
export function fileError(verb: keyof typeof CANNOT, path: string, error: unknown): Error {
  if (error instanceof GuardError || !(error instanceof Error)) return error as Error;
  const reason = (error as NodeJS.ErrnoException).code;
  if (reason === undefined) return error;
  return new GuardError(
    CANNOT[verb],
    `cannot ${verb} ${path} (${reason})`,
    `${ADVICE[reason] ?? 'Check its permissions and those of its folder'}, then run the same command again.`,
    { cause: error },
  );
}
