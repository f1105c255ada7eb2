import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action } from '../../model/actions.ts';
import { toText } from '../../model/byte-path.ts';
import { GuardError } from '../../model/errors.ts';
import type { BlockNotes } from '../hook-block.ts';
import { type HookFile, movedHook } from '../hook-files.ts';
import { isShellScript } from '../hook-language.ts';
import type { HooksPlace } from '../hooks-place.ts';
import { deletion, readHook, shownPath } from './hook-file.ts';
import { stubText, unlinkSiblings } from './hook-siblings.ts';

type Stub = (text: string, notes: BlockNotes) => Action;

/**
 * Moves a program or a symbolic link into another folder under its own name, and writes a small hook in
 * its place that starts it.
 *
 * @throws GuardError if other repositories share the folder, since their hook would be replaced
 */
export function moveHook(
  repo: Repository,
  place: HooksPlace,
  file: string,
  hook: HookFile,
  stub: Stub,
): Action[] {
  if (place.shared) throw cannotMoveShared(repo, place, file);
  const kept = movedHook(file);
  const link =
    hook.type === 'link' && !isAbsolute(hook.target) ? fromKept(file, kept, hook.target) : undefined;
  const notes: BlockNotes = { moved: true, ...(hook.type === 'link' && { link: hook.target }) };
  return [
    {
      do: 'backup',
      path: shownPath(repo, kept),
      plan: { from: file, to: kept, ...(link !== undefined && { link }) },
    },
    stub(stubText(basename(file)), notes),
  ];
}

/** The link's target relative to the folder that it is moved to. */
const fromKept = (file: string, kept: string, target: string): string =>
  relative(dirname(kept), resolve(dirname(file), target))
    .split(sep)
    .join('/');

/** Moves a hook back to its original place. */
export function moveBack(repo: Repository, file: string, { link }: BlockNotes): Action[] {
  const kept = movedHook(file);
  if (readHook(kept).type === 'absent') return [deletion(repo, file)];
  return [
    ...unlinkSiblings(repo, file),
    {
      do: 'restore',
      path: shownPath(repo, file),
      plan: { from: kept, to: file, ...(link !== undefined && { link }) },
    },
  ];
}

/**
 * A hook that an older version renamed gets its own name back: a shell script gets our lines, a program
 * is moved as `moveHook` does now.
 */
export function restoreEarlier(
  repo: Repository,
  file: string,
  earlier: string,
  write: (text: string, notes: BlockNotes) => Action[],
): Action[] {
  const kept = readHook(earlier);
  if (kept.type === 'file' && isShellScript(kept.text)) {
    const notes = kept.executable ? {} : { mode: kept.mode.toString(8) };
    const mode = kept.executable ? kept.mode : kept.mode | 0o111;
    return [
      ...write(kept.text, notes).map((action) => withMode(action, file, mode)),
      deletion(repo, earlier),
    ];
  }
  const moved = movedHook(file);
  const target = kept.type === 'link' ? kept.target : undefined;
  const link = target === undefined || isAbsolute(target) ? {} : { link: fromKept(file, moved, target) };
  return [
    { do: 'backup', path: shownPath(repo, moved), plan: { from: earlier, to: moved, ...link } },
    ...write(stubText(basename(file)), { moved: true, ...(target !== undefined && { link: target }) }),
    deletion(repo, earlier),
  ];
}

const withMode = (action: Action, file: string, mode: number): Action =>
  action.do === 'write-hook' && action.plan.file === file
    ? { ...action, plan: { ...action.plan, mode } }
    : action;

const cannotMoveShared = (repo: Repository, { folder }: HooksPlace, file: string): GuardError =>
  new GuardError(
    'hook-not-a-shell-script',
    `${toText(shownPath(repo, file))} is not a shell script, so pyc-guard can't add its lines to it, and everyone who clones has it`,
    `Have it run \`sh ${toText(shownPath(repo, join(folder, 'pyc-guard')))}\` and stop if that fails, or use git 2.54 or later.`,
  );
