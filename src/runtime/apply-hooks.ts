import type { HookFilePlan, HookRoute, MovePlan } from '../model/actions.ts';
import { GuardError } from '../model/errors.ts';
import { canRun, fileError, lstatOrNull } from '../model/files.ts';
import { keepByLink, makeLink } from '../model/keep-by-link.ts';
import { abandon } from '../model/remembered-files.ts';
import { deleteFile, type PreparedFile, replaceFile } from '../model/write-file.ts';

/**
 * Refuses to install a hook that git can't start, since git skips it silently: on file systems without
 * an executable bit, or mounted `noexec`, no file can be started.
 *
 * @throws GuardError `hooks-not-executable`; the file is deleted again
 */
export function expectExecutable(
  prepared: PreparedFile,
  via: HookRoute,
  { file, mode }: Pick<HookFilePlan, 'file' | 'mode'>,
): PreparedFile {
  if (via === 'config') return prepared; // git has `sh` run it
  const needed = mode === 'executable' || (typeof mode === 'number' && (mode & 0o111) !== 0);
  if (!needed || canRun(prepared.path)) return prepared;
  prepared.abandon();
  throw new GuardError(
    'hooks-not-executable',
    `git would skip ${file}: nothing can be executed on its file system`,
    'With git 2.54 or later run `pyc-guard install --via config`; else mount it with `exec`, or move the repository to another disk.',
  );
}

/** Keeps a hook under a second name, before another takes the first. */
export function keepHook({ from, to, link }: MovePlan): void {
  if (link === undefined) keepByLink(from, to);
  else if (lstatOrNull(to) === null) makeLink(link, to);
}

/**
 * Gives a hook its first name back, in one step: there is a hook at every moment.
 *
 * @returns the deletion of the second name, where it is still there
 */
export function restoreHook({ from, to, link }: MovePlan): (() => void) | undefined {
  try {
    if (link === undefined) {
      replaceFile(from, to);
      return;
    }
    const beside = `${to}.pyc-guard-link`;
    abandon(beside);
    makeLink(link, beside);
    try {
      replaceFile(beside, to);
    } catch (error) {
      abandon(beside);
      throw error;
    }
  } catch (error) {
    throw fileError('write', to, error);
  }
  return () => deleteFile(from);
}
