import { createHash, randomBytes } from 'node:crypto';
import { closeSync, constants, lstatSync, openSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { abandon, isRemembered, remember } from './remembered-files.ts';

/** A new, empty file of ours that will take the place of another. */
export interface TemporaryFile {
  readonly path: string;
  /** Open for writing; the caller of `createTemporary` closes it. */
  readonly handle: number;
}

/** `.pyc-guard-tmp-<machine>-<process>-<random>`, and the lock that git makes beside such an index. */
const NAME = /^\.pyc-guard-tmp-([0-9a-f]{8})-(\d+)-[0-9a-f]{16}(?:\.lock)?$/;

/** A temporary file of another machine that is older than this is no longer needed by any process. */
const DAY = 24 * 60 * 60 * 1000;

const tidied = new Set<string>();

/**
 * Creates a temporary file on the file system of `target`: in the git directory, where git never
 * looks, if that is on the same one, else beside the target. Files that killed runs left in either
 * folder are deleted first.
 *
 * @param mode - less the umask
 * @param gitDir - absent where the target belongs to no repository
 * @throws the error of the file system if neither folder takes a file
 */
export function createTemporary(target: string, mode: number, gitDir?: string): TemporaryFile {
  const folder = dirname(target);
  if (gitDir !== undefined) removeLeftovers(gitDir, 'any');
  removeLeftovers(folder, 'same-machine');
  if (gitDir !== undefined) {
    if (statSync(gitDir).dev === statSync(folder).dev) {
      try {
        return createIn(gitDir, mode);
      } catch {
        // a git directory may be read-only or full where the work tree is not
      }
    }
  }
  return createIn(folder, mode);
}

/** Names are random, because in containers every run may have the same process id. */
function createIn(folder: string, mode: number): TemporaryFile {
  const path = join(folder, `.pyc-guard-tmp-${machine()}-${process.pid}-${randomBytes(8).toString('hex')}`);
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW = 0 } = constants; // Windows has no O_NOFOLLOW
  const handle = openSync(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, mode);
  remember(path);
  return { path, handle };
}

/** Distinguishes machines, and containers on them, whose process ids mean different processes. */
function machine(): string {
  return createHash('sha256').update(`${hostname()}\0${processNamespace()}`).digest('hex').slice(0, 8);
}

/** Linux alone has it (pid_namespaces(7)). */
function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/**
 * Deletes temporary files of runs that were killed: regular files of this user by our pattern whose
 * process has ended.
 *
 * @param whose - `any` also deletes those of other machines once they are a day old. Only in a git
 *   directory: elsewhere a file by such a name can be tracked.
 */
function removeLeftovers(folder: string, whose: 'same-machine' | 'any'): void {
  if (tidied.has(folder)) return;
  tidied.add(folder);
  for (const name of namesIn(folder)) {
    const [, owner, id] = NAME.exec(name) ?? [];
    const path = join(folder, name);
    if (owner === undefined || isRemembered(path)) continue;
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true || (process.getuid !== undefined && stats.uid !== process.getuid()))
      continue;
    const isDead = owner === machine() ? !isRunning(Number(id)) : false;
    const isOld = whose === 'any' && Date.now() - stats.mtimeMs > DAY;
    if (isDead || isOld) abandon(path);
  }
}

/** The content of our locks: which process on which machine created it. */
export const ownerMark = (): string => `pyc-guard ${machine()} ${process.pid}\n`;

/** Whether a lock was created by a process of ours that has ended without deleting it. */
export function isLeftBehind(mark: string): boolean {
  const [, owner, id] = /^pyc-guard ([0-9a-f]{8}) (\d+)\n$/.exec(mark) ?? [];
  return owner === machine() && !isRunning(Number(id));
}

/** Empty for a folder that can't be listed or does not exist: there is nothing to delete in it. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether another process has this id. A file with our own id that we don't remember is from an earlier process. */
function isRunning(id: number): boolean {
  if (id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Creates, and closes, an empty temporary file for a program that writes to it by name. @returns its path */
export function reserveTemporary(target: string, mode: number, gitDir?: string): string {
  const { path, handle } = createTemporary(target, mode, gitDir);
  closeSync(handle);
  return path;
}
