import { Buffer } from 'node:buffer';
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { GuardError } from './errors.ts';

/** What is said of a path at which nothing can be: a file stands in place of a folder, or a name is too long. */
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

/** The path with every symbolic link in its folders and itself resolved, as far as it exists. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}

/** What stands at a path where a text file is expected. */
export type FileState =
  | { readonly type: 'absent' }
  | { readonly type: 'file'; readonly bytes: Buffer; readonly mode: number }
  | { readonly type: 'link' }
  | { readonly type: 'other' };

/** Reads a file that may be absent, without following a symbolic link. @throws GuardError if it can't be read. */
export function readState(path: string): FileState {
  try {
    const stats = lstatOrNull(path);
    if (stats === null) return { type: 'absent' };
    if (stats.isSymbolicLink()) return { type: 'link' };
    if (!stats.isFile()) return { type: 'other' };
    return { type: 'file', bytes: readFileSync(path), mode: stats.mode };
  } catch (error) {
    throw fileError('read', path, error);
  }
}

/** A regular file, or as much of it as was wanted. */
export interface Piece {
  /** Its first 24 bytes, fewer only of a smaller one. */
  readonly head: Buffer;
  readonly size: number;
  /** `null` where `keep` said no. */
  readonly content: Buffer | null;
}

/**
 * Reads a regular file whose beginning and size make it worth it; `null` where there is none.
 *
 * @param path - in bytes where the name need not be UTF-8; relative to nothing
 * @param links - whether a symbolic link stands for what it leads to
 * @throws GuardError if it can't be read
 */
export function readPiece(
  path: Buffer,
  links: 'follow' | 'ignore',
  keep: (head: Buffer, size: number) => boolean,
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
      return { head: start, size, content: keep(start, size) ? readFileSync(handle) : null };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (isImpossible(error)) return null;
    throw fileError('read', path.toString(), error);
  }
}

/** A file that is written and flushed beside its target, waiting to take its place. */
export interface PreparedFile {
  /** Puts it in place, in one step. */
  readonly commit: () => void;
  /** Takes it away again. */
  readonly abandon: () => void;
}

const temporaries = new Set<string>();

/** Has `abandonAll` delete this file if the program is interrupted before `abandon`. */
export function remember(temporary: string): void {
  temporaries.add(temporary);
}

/**
 * Writes `bytes` beside `path`, so that everything that can fail fails before anything has changed.
 *
 * @param mode - `as-before` gives it the mode of the old file, a new one what the umask leaves;
 *   `executable` lets everybody run it whom the umask lets, whatever stands there now
 * @throws GuardError if the old file or its folder can't be written
 */
export function prepareFile(path: string, bytes: Uint8Array, mode: 'as-before' | 'executable'): PreparedFile {
  const temporary = `${path}.pyc-guard-${process.pid}`;
  try {
    const old = mode === 'executable' ? null : lstatOrNull(path);
    // renaming over a file ignores that it is read-only; whoever made it so meant it
    if (old !== null && (old.mode & 0o222) === 0) throw readOnly(path);
    mkdirSync(dirname(path), { recursive: true });
    remember(temporary);
    const handle = openSync(temporary, 'wx', mode === 'executable' ? 0o777 : 0o666);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (old !== null) chmodSync(temporary, old.mode & 0o7777);
  } catch (error) {
    abandon(temporary);
    throw fileError('write', path, error);
  }
  return {
    commit: () => {
      try {
        renameSync(temporary, path);
        temporaries.delete(temporary);
      } catch (error) {
        abandon(temporary);
        throw fileError('write', path, error);
      }
    },
    abandon: () => abandon(temporary),
  };
}

/** Takes away what an interrupted run has prepared and not put in place. */
export function abandonAll(): void {
  for (const temporary of temporaries) abandon(temporary);
}

/** Deletes a file of ours, if it is there. */
export function abandon(temporary: string): void {
  temporaries.delete(temporary);
  rmSync(temporary, { force: true });
}

const readOnly = (path: string): GuardError =>
  new GuardError('read-only', `${path} is read-only`, 'Make it writable, then run the same command again.');

/** What to do where permissions have no part in it. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room on its disk',
  EDQUOT: 'Make room within your quota',
  EROFS: 'Make its file system writable',
};

/** Turns an error of the file system into one that names the file and what to do. */
export function fileError(verb: 'read' | 'write' | 'delete', path: string, error: unknown): Error {
  if (error instanceof GuardError || !(error instanceof Error)) return error as Error;
  const reason = (error as NodeJS.ErrnoException).code;
  if (reason === undefined) return error;
  return new GuardError(
    `cannot-${verb}`,
    `cannot ${verb} ${path} (${reason})`,
    `${ADVICE[reason] ?? 'Check its permissions and those of its folder'}, then run the same command again.`,
    { cause: error },
  );
}
