import { Buffer } from 'node:buffer';
import { closeSync, linkSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GuardError } from '../model/errors.ts';
import { fileError, lstatOrNull, readPiece } from '../model/files.ts';
import { abandon, remember } from '../model/remembered-files.ts';
import { createTemporary, isLeftBehind, ownerMark } from '../model/temporary-file.ts';

/** How often a taken lock is tried again, with this pause (in milliseconds): for about two seconds. */
const TRIES = 21;
const PAUSE = 100;

/**
 * Creates `index.lock` as git does, so that no git changes the index meanwhile. It contains the id of this
 * process, so that the next run recognises the lock of a killed one and removes it.
 *
 * @returns the path of the lock, remembered for `abandon`
 * @throws GuardError `index-locked` if another git holds it for longer than we wait
 */
export async function lockIndex(index: string, gitDir: string): Promise<string> {
  const lock = `${index}.lock`;
  if (!(await takeLock(lock, gitDir, TRIES, isOfDeadRun))) throw indexLocked(lock);
  return lock;
}

/** The file that orders runs of ours in a repository. */
const RUNS = 'pyc-guard.lock';

/** As often is that lock tried: for about a minute, since package managers start several installs at once. */
const RUN_TRIES = 601;

/** A run of ours that has taken longer than this has ended, or its process id now means another program. */
const LONGEST_RUN = 10 * 60 * 1000;

/**
 * Waits until no other run of ours changes this repository, so that the plan is made for what it has left.
 *
 * @returns what gives the lock back
 * @throws GuardError `repository-locked` if the other takes longer than we wait
 */
export async function lockRuns(commonDir: string): Promise<() => void> {
  const lock = join(commonDir, RUNS);
  const isStale = (path: string): boolean => isOfDeadRun(path) || isOlder(path, LONGEST_RUN);
  let taken: boolean;
  try {
    taken = await takeLock(lock, commonDir, RUN_TRIES, isStale);
  } catch {
    return () => {}; // where no file can be made, each change still is safe by itself
  }
  if (!taken) throw repositoryLocked(lock);
  return () => abandon(lock);
}

const isOfDeadRun = (lock: string): boolean => isLeftBehind(contentOf(lock));

function isOlder(path: string, age: number): boolean {
  const stats = lstatOrNull(path);
  return stats !== null && Date.now() - stats.mtimeMs > age;
}

/** @returns whether the lock is ours; not, if another holds it for longer than we wait */
async function takeLock(
  lock: string,
  gitDir: string,
  mostTries: number,
  isStale: (lock: string) => boolean,
): Promise<boolean> {
  let mark: string | undefined;
  try {
    const { path, handle } = createTemporary(lock, 0o600, gitDir);
    mark = path;
    try {
      writeFileSync(handle, ownerMark());
    } finally {
      closeSync(handle);
    }
    for (let tries = 1; !take(lock, mark); tries++) {
      if (tries === mostTries) return false;
      if (!removeStaleLock(lock, `${mark}.lock`, isStale)) await sleep(PAUSE);
    }
    remember(lock);
    return true;
  } catch (error) {
    throw fileError('write', lock, error);
  } finally {
    if (mark !== undefined) abandon(mark);
  }
}

/** A link appears with its content in one step, and never replaces a file. @returns whether it is ours now */
function take(lock: string, mark: string): boolean {
  try {
    linkSync(mark, lock);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? false : create(lock);
  }
}

/** For file systems without hard links. */
function create(lock: string): boolean {
  try {
    const handle = openSync(lock, 'wx');
    remember(lock);
    try {
      writeFileSync(handle, ownerMark());
    } finally {
      closeSync(handle);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a killed run. Another run may do the same, so the lock is examined again after it was
 * moved, and put back if another process has taken it meanwhile.
 */
function removeStaleLock(lock: string, aside: string, isStale: (lock: string) => boolean): boolean {
  if (!isStale(lock)) return false;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  const isDead = isStale(aside);
  if (!isDead) take(lock, aside);
  abandon(aside);
  return isDead;
}

/** The content of a lock of ours; empty for one of git's, into which it writes a whole index. */
const contentOf = (lock: string): string =>
  readPiece(Buffer.from(lock), 'ignore', (_, size) => (size <= 64 ? size : 0))?.content?.toString() ?? '';

const indexLocked = (lock: string): GuardError =>
  new GuardError(
    'index-locked',
    `another git is at work here: ${lock} exists`,
    'Wait until it has finished. If none is running, delete that file and try again.',
  );

const repositoryLocked = (lock: string): GuardError =>
  new GuardError(
    'repository-locked',
    `another pyc-guard is at work here: ${lock} exists`,
    'Wait until it has finished. If none is running, delete that file and try again.',
  );
