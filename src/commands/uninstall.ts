import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ALL_EVENTS, FOLDER_MARK, hookState, previousHook } from '../core/hook-plan.ts';
import { lstatOrNull, readState } from '../files.ts';
import { hooksDirectory } from '../git/hooks-directory.ts';
import type { Repository } from '../git/repository.ts';
import type { Action, HookEvent, Outcome, Warning } from '../types.ts';
import { readGate, readHook, shownPath } from './hook-files.ts';
import { outcome } from './outcome.ts';
import { planUnignore } from './plan-ignore.ts';

export interface UninstallOptions {
  /** Takes our lines out of `.gitignore` as well. */
  readonly gitignore: boolean;
}

/** Takes away what `install` put there and nothing else; a hook that was there before comes back. */
export async function uninstall(repo: Repository, options: UninstallOptions): Promise<Outcome> {
  const directory = await hooksDirectory(repo);
  const gate = readGate().toString('latin1');
  const plans = ALL_EVENTS.map((event) => planEvent(repo, directory, event, gate));
  const actions = plans.flatMap((plan) => plan.actions);
  return outcome({
    actions: [
      ...actions,
      ...planFolder(repo, directory),
      ...(options.gitignore ? planUnignore(repo.root) : []),
    ],
    warnings: plans.flatMap((plan) => plan.warnings),
    summary: { hooksRemoved: actions.filter((action) => action.do === 'delete').length },
  });
}

function planEvent(
  repo: Repository,
  directory: string,
  event: HookEvent,
  gate: string,
): { actions: Action[]; warnings: Warning[] } {
  const file = join(directory, event);
  const kept = previousHook(file);
  const isKept = lstatOrNull(kept) !== null;
  const state = hookState(readHook(file), gate);
  if (state === 'absent' || state === 'foreign') {
    const message = `${shownPath(repo, kept)} is the hook that stood here before pyc-guard; another has taken its place, so it stays there`;
    return { actions: [], warnings: isKept ? [{ code: 'hook-kept', message }] : [] };
  }
  const restore: Action = { do: 'restore', path: shownPath(repo, file), plan: { from: kept, to: file } };
  return { actions: [deletion(repo, file), ...(isKept ? [restore] : [])], warnings: [] };
}

function deletion(repo: Repository, file: string, folders: readonly string[] = []): Action {
  const bytes = lstatOrNull(file)?.size ?? 0;
  return { do: 'delete', path: shownPath(repo, file), bytes, plan: { file, folders } };
}

/** A hooks folder that `install` had to make goes again, if nothing else has moved in. */
function planFolder(repo: Repository, directory: string): Action[] {
  const mark = join(directory, FOLDER_MARK);
  if (readState(mark).type !== 'file') return [];
  const first = resolve(directory, readFileSync(mark, 'utf8'));
  const folders = [directory];
  for (let folder = directory; folder !== first && folder.length > first.length; ) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return [deletion(repo, mark, folders)];
}
