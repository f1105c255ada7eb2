import { join } from 'node:path';
import { hookState, previousHook } from '../core/hook-plan.ts';
import { sortOut } from '../core/sort-out.ts';
import { lstatOrNull } from '../files.ts';
import { allowedAmong } from '../git/attributes.ts';
import { hooksDirectory } from '../git/hooks-directory.ts';
import { trackedPaths } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import type { Action, HookEvent, Outcome, Warning } from '../types.ts';
import { fix } from './fix.ts';
import { readGate, readHook, shownPath } from './hook-files.ts';
import { ignore } from './ignore.ts';
import { outcome } from './outcome.ts';

export interface InstallOptions {
  readonly events: readonly HookEvent[];
  /** Patches `.gitignore` as well. */
  readonly gitignore: boolean;
  /** Untracks what is tracked already, as `fix` does. */
  readonly fix: boolean;
}

/** Puts the gate where git looks for hooks, keeping whatever stands there. */
export async function install(repo: Repository, options: InstallOptions): Promise<Outcome> {
  const directory = await hooksDirectory(repo);
  const gate = readGate();
  const hooks = options.events.flatMap((event) => planHook(repo, join(directory, event), event, gate));
  const rest = await planRest(repo, options);
  return outcome({
    ...rest,
    actions: [...hooks, ...rest.actions],
    summary: { ...rest.summary, hooksWritten: hooks.filter((action) => action.do === 'write-hook').length },
  });
}

function planHook(repo: Repository, file: string, event: HookEvent, gate: Buffer): Action[] {
  const write: Action = {
    do: 'write-hook',
    path: shownPath(repo, file),
    event,
    via: 'file',
    plan: { file, content: gate },
  };
  switch (hookState(readHook(file), gate.toString('latin1'))) {
    case 'current':
      return [];
    case 'foreign':
      return [...keepHook(repo, file), write];
    default:
      return [write];
  }
}

/** Moves a hook that is not ours to where the gate runs it from, and what is kept there out of the way. */
function keepHook(repo: Repository, file: string): Action[] {
  const kept = previousHook(file);
  const moves = [{ from: file, to: kept }];
  if (lstatOrNull(kept) !== null) moves.unshift({ from: kept, to: freeName(kept) });
  return moves.map((plan) => ({ do: 'backup', path: shownPath(repo, plan.to), plan }));
}

function freeName(path: string): string {
  for (let i = 1; ; i++) if (lstatOrNull(`${path}.${i}`) === null) return `${path}.${i}`;
}

/** The work beside the hooks: `.gitignore`, and what is tracked already. */
async function planRest(repo: Repository, options: InstallOptions): Promise<Outcome> {
  if (options.fix) return fix(repo, { strays: false, commit: null });
  const patch = options.gitignore ? await ignore(repo) : outcome({});
  const { cacheFiles } = await sortOut(await trackedPaths(repo), (suspects) => allowedAmong(repo, suspects));
  return outcome({
    ...patch,
    summary: { ...patch.summary, cacheFiles: cacheFiles.length },
    warnings: cacheFiles.length === 0 ? [] : [trackedAlready(cacheFiles.length)],
  });
}

const trackedAlready = (count: number): Warning => ({
  code: 'tracked-cache-files',
  message: `${count === 1 ? 'one cache file is' : `${count} cache files are`} tracked already: \`pyc-guard fix\` untracks them`,
});
