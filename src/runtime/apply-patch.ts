import { changedMeanwhile } from '../git/index-transaction.ts';
import { IGNORE_LINES } from '../gitignore/ignore-lines.ts';
import { patchIgnore } from '../gitignore/patch-ignore.ts';
import type { Action, FileChange } from '../model/actions.ts';
import { readState } from '../model/files.ts';
import { deleteFile, type FileHome, type PreparedFile, prepareFile } from '../model/write-file.ts';

export type Patch = Extract<Action, { lines: unknown }> & { readonly plan: { readonly file: FileChange } };

/** A patched file, and its old content, which is restored if a later step of the plan fails. */
export interface PreparedPatch extends PreparedFile {
  /** Puts the old file back. @returns whether it could be, and nobody had changed the patched one */
  readonly undo: () => boolean;
}

export const isPatch = (action: Action): action is Patch => 'lines' in action && action.plan.file !== null;

/** @throws GuardError if the file is not what the plan was made for, or can't be written */
export function preparePatch({ plan: { file } }: Patch, home: FileHome | null): PreparedPatch {
  const { target, before, after } = file;
  expectUnchanged(target, before);
  const next = prepareFile(target, after, 'as-before', home);
  const previous = before === null ? null : prepareOrAbandon(next, target, before, home);
  return {
    path: next.path,
    commit: () => {
      expectUnchanged(target, before);
      next.commit();
    },
    abandon: () => {
      next.abandon();
      previous?.abandon();
    },
    undo: () => {
      try {
        const now = readState(target);
        if (now.type !== 'file' || !now.bytes.equals(after)) return false;
        if (previous === null) deleteFile(target);
        else previous.commit();
        return true;
      } catch {
        return false;
      }
    },
  };
}

function prepareOrAbandon(
  next: PreparedFile,
  target: string,
  before: Uint8Array,
  home: FileHome | null,
): PreparedFile {
  try {
    return prepareFile(target, before, 'as-before', home);
  } catch (error) {
    next.abandon();
    throw error;
  }
}

/** @throws GuardError where a file is no longer what the plan was made for */
export function expectUnchanged(file: string, before: Uint8Array | null): void {
  const now = readState(file);
  const same = now.type === 'file' ? before !== null && now.bytes.equals(before) : before === null;
  if (!same) throw changedMeanwhile(file);
}

/**
 * While the user's hooks ran for the commit, another program may have changed the ignore file: then the lines are
 * added to its present content.
 *
 * @throws GuardError where they can't be
 */
export function patchAgain({ do: kind, plan, lines }: Patch): void {
  const { target, after } = plan.file;
  const now = readState(target);
  if (kind !== 'patch-ignore' || (now.type === 'file' && now.bytes.equals(after))) return;
  if (now.type !== 'file') throw changedMeanwhile(target);
  const wanted = IGNORE_LINES.filter((line) => lines.includes(line));
  const patch = patchIgnore(now.bytes, wanted);
  if (patch.lines.length > 0) prepareFile(target, patch.after, 'as-before').commit();
}
