import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join, parse, sep } from 'node:path';
import { GuardError } from './errors.ts';
import { fileError, lstatOrNull, realPath } from './files.ts';
import { isInside } from './is-inside.ts';
import { abandon, forget } from './remembered-files.ts';
import { createTemporary } from './temporary-file.ts';

/** A file that is written and flushed, and then replaces its target. */
export interface PreparedFile {
  /** Where it is until then. */
  readonly path: string;
  /** Replaces the target in one step. @throws GuardError if it can't; then nothing has changed */
  readonly commit: () => void;
  /** Deletes it again. */
  readonly abandon: () => void;
}

/**
 * The mode that a file gets.
 *
 * - `as-before`: a new file 0644 less the umask, an old one the mode it has; a link is refused
 * - `executable`: 0755 less the umask, whatever is there now; a link by this name is replaced
 * - `private`: 0600; a link is refused
 * - a number: that one; a link by this name is replaced
 */
export type FileMode = 'as-before' | 'executable' | 'private' | number;

const NEW: Readonly<Record<Exclude<FileMode, number>, number>> = {
  'as-before': 0o644,
  executable: 0o755,
  private: 0o600,
};

/** The repository that a file belongs to: no link below `root` is followed on the way to it. */
export interface FileHome {
  readonly root: string;
  readonly gitDir: string;
}

/**
 * Writes `bytes` to a temporary file, so that everything that can fail fails before anything has
 * changed. Nothing is ever written through a symbolic link.
 *
 * @param home - absent where the file belongs to no repository
 * @throws GuardError if the old file or its folder can't be written, or a link is in the way
 */
export function prepareFile(
  path: string,
  bytes: Uint8Array,
  mode: FileMode,
  home?: FileHome | null,
): PreparedFile {
  const folder = firstMissing(dirname(path));
  const takeBack = (): void => {
    if (folder !== null) unmake(dirname(path), folder);
  };
  let temporary: string;
  try {
    temporary = write(path, bytes, mode, home);
  } catch (error) {
    takeBack();
    throw error;
  }
  return {
    path: temporary,
    commit: () => {
      try {
        put(temporary, path, bytes, mode);
      } catch (error) {
        takeBack();
        throw fileError('write', path, error);
      }
    },
    abandon: () => {
      abandon(temporary);
      takeBack();
    },
  };
}

/** @returns the path of the temporary file */
function write(path: string, bytes: Uint8Array, mode: FileMode, home?: FileHome | null): string {
  let temporary: string | undefined;
  try {
    if (home) expectNoLinkBelow(home.root, path);
    const old = mode === 'executable' || typeof mode === 'number' ? null : lstatOrNull(path);
    if (old?.isSymbolicLink() === true) throw linkInTheWay(path);
    // a rename would replace a file even if it is read-only, and the user made it so on purpose
    if (old !== null && (old.mode & 0o222) === 0) throw readOnly(path);
    mkdirSync(dirname(path), { recursive: true });
    const { path: file, handle } = createTemporary(
      path,
      typeof mode === 'number' ? mode : NEW[mode],
      home?.gitDir,
    );
    temporary = file;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      const exact = typeof mode === 'number' ? mode : mode === 'as-before' ? old?.mode : undefined;
      if (exact !== undefined) fchmodSync(handle, exact & 0o7777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    return temporary;
  } catch (error) {
    if (temporary !== undefined) abandon(temporary);
    throw fileError('write', path, error);
  }
}

/**
 * The topmost folder on the way to `folder`, and that itself, which is not there; `null` if all are. On Windows
 * what `mkdirSync` returns can't be compared with a path: Node 22 puts `\\?\` before it.
 */
export function firstMissing(folder: string): string | null {
  let missing: string | null = null;
  for (let at = folder; lstatOrNull(at) === null; at = dirname(at)) {
    missing = at;
    if (dirname(at) === at) break;
  }
  return missing;
}

/** Deletes folders that were made for a file which then could not be written, as far as they are empty. */
function unmake(folder: string, topmost: string): void {
  for (let at = folder; ; at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch {
      // One that is not empty stays; one that could not be made is not there.
    }
    if (at === topmost || dirname(at) === at) return;
  }
}

/** If `rename` finds two file systems where `stat` found one (bind mounts, some overlays), it writes beside the target. */
function put(temporary: string, path: string, bytes: Uint8Array, mode: FileMode): void {
  try {
    replaceFile(temporary, path);
    forget(temporary);
  } catch (error) {
    abandon(temporary);
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV' || dirname(temporary) === dirname(path))
      throw error;
    put(write(path, bytes, mode), path, bytes, mode);
  }
}

/** Other programs that have a file open on Windows keep it from being replaced; git waits like this first (mingw_rename). */
const DELAYS: readonly number[] = [0, 1, 10, 20, 40, ...Array<number>(10).fill(100)];

const IN_USE: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * Renames `from` to `to` in one step, and replaces `to` if it exists. If another program has that file open, it
 * tries again for about a second, on every system, since a Windows disk can be mounted in any.
 *
 * @param rename - replaced in tests
 * @throws the last error of the file system
 */
export function replaceFile(from: string, to: string, rename: typeof renameSync = renameSync): void {
  for (const delay of DELAYS) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (!IN_USE.has((error as NodeJS.ErrnoException).code)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delay);
  }
  rename(from, to);
}

/** @throws GuardError if it can't be deleted */
export function deleteFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    throw fileError('delete', file, error);
  }
}

/**
 * Refuses a path on which a folder below `root` is a symbolic link: such a link can be part of the repository, with
 * any target. Links on the way to `root` itself are the user's own.
 *
 * @throws GuardError `symbolic-link`
 */
export function expectNoLinkBelow(root: string, path: string): void {
  const link = linkBelow(root, path);
  if (link !== null) throw linkInTheWay(link);
}

/** Expects no link at `path` either. @throws GuardError `symbolic-link` */
export function expectNoLink(root: string, path: string): void {
  expectNoLinkBelow(root, path);
  if (lstatOrNull(path)?.isSymbolicLink() === true) throw linkInTheWay(path);
}

/** The first folder on the way to `path`, below `root`, that is a link. */
export function linkBelow(root: string, path: string): string | null {
  const home = realPath(root);
  let at = parse(path).root;
  for (const part of dirname(path).slice(at.length).split(sep)) {
    const next = join(at, part);
    if (isInside(realPath(at), home) && lstatOrNull(next)?.isSymbolicLink() === true) return next;
    at = next;
  }
  return null;
}

const linkInTheWay = (path: string): GuardError =>
  new GuardError(
    'symbolic-link',
    `${path} is a symbolic link, and nothing is written through one`,
    'Name the file that it leads to, or replace the link, then run the same command again.',
  );

const readOnly = (path: string): GuardError =>
  new GuardError('read-only', `${path} is read-only`, 'Make it writable, then run the same command again.');
