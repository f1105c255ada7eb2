import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { GuardError } from './errors.ts';
import { fileError, lstatOrNull } from './files.ts';
import { abandon, forget } from './remembered-files.ts';
import { createTemporary } from './temporary-file.ts';
import { replaceFile } from './write-file.ts';

/**
 * Gives a file a second name, so that it is never missing while another file takes its first name; a symbolic
 * link itself is kept, not its target. It never replaces a file: two runs at once can't overwrite each other's
 * backup. On a file system without hard links it makes a copy.
 *
 * @param link - replaced in tests
 * @throws GuardError `changed-meanwhile` where another file has the name `kept`
 */
export function keepByLink(path: string, kept: string, link: typeof linkSync = linkSync): void {
  try {
    if (lstatSync(path).isSymbolicLink()) symlinkSync(readlinkSync(path), kept);
    else linkOrCopy(path, kept, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileError('write', kept, error);
    if (!isSame(path, kept)) throw taken(kept);
  }
}

/** @throws GuardError where it can't be made */
export function makeLink(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    throw fileError('write', path, error);
  }
}

/** Errors of `link` where the file system has no hard links, or this file may have no more (link(2)). */
const NO_LINKS: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'EACCES',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EINVAL',
  'EMLINK',
  'EXDEV',
  'UNKNOWN',
]);

function linkOrCopy(path: string, kept: string, link: typeof linkSync): void {
  try {
    link(path, kept);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code)) throw error;
    copyTo(path, kept);
  }
}

/** The copy gets its name when it is whole, since a later run takes what has that name for the backup. */
function copyTo(path: string, kept: string): void {
  const { path: temporary, handle } = createTemporary(kept, 0o600);
  try {
    try {
      writeFileSync(handle, readFileSync(path));
      fchmodSync(handle, lstatSync(path).mode & 0o7777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (lstatOrNull(kept) !== null && !isSame(path, kept)) throw taken(kept);
    replaceFile(temporary, kept);
    forget(temporary);
  } catch (error) {
    abandon(temporary);
    throw error;
  }
}

/** Whether an earlier run has kept it already. */
function isSame(path: string, kept: string): boolean {
  const [a, b] = [lstatSync(path), lstatSync(kept)];
  if (a.isSymbolicLink() && b.isSymbolicLink()) return readlinkSync(path) === readlinkSync(kept);
  if (!a.isFile() || !b.isFile()) return false;
  return (a.ino === b.ino && a.dev === b.dev) || readFileSync(path).equals(readFileSync(kept));
}

const taken = (kept: string): GuardError =>
  new GuardError('changed-meanwhile', `${kept} was made by another program`, 'Run the same command again.');
