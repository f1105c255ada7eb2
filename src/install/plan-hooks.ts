import { join, relative, sep } from 'node:path';
import type { Repository } from '../git/repository.ts';
import type { Action, HookEvent } from '../model/actions.ts';
import { toText } from '../model/byte-path.ts';
import { hiddenProgram } from '../model/files.ts';
import { shellQuote } from '../model/shell-quote.ts';
import type { Warning } from '../model/warnings.ts';
import type { Route } from './choose-route.ts';
import type { HookSetup } from './find-hook-setup.ts';
import { movedHook, ownHookName } from './hook-files.ts';
import { type HooksPlace, hooksPlace } from './hooks-place.ts';
import { localCommand, planConfig } from './routes/config.ts';
import { hookPath, isProgram, planFile } from './routes/file.ts';
import { readHook, shownPath } from './routes/hook-file.ts';
import { planLineEnds } from './routes/line-ends.ts';
import { unplanDisplaced } from './routes/remove-hook.ts';

/** The actions for the hooks, and the warnings about them. */
export interface HooksPlan {
  readonly actions: readonly Action[];
  readonly warnings: readonly Warning[];
}

/** An event that husky does not run: it knows only the hooks of a client. */
const startedByHusky = (event: HookEvent): boolean => event !== 'reference-transaction';

/** Plans the hooks for `events` along a route. @param asked - whether the user named the route */
export async function planHooks(
  repo: Repository,
  { via }: Route,
  found: HookSetup,
  events: readonly HookEvent[],
  asked: boolean,
): Promise<HooksPlan> {
  const displaced =
    found.folder.outside || found.folder.worktree !== undefined
      ? []
      : await forPlaces(repo, found, (place) =>
          events.flatMap((event) => unplanDisplaced(repo, place, event)),
        );
  if (via === 'config')
    return { actions: [...displaced, ...planConfig(repo, found.settings, events)], warnings: [] };
  const byConfig: HookEvent[] = [];
  const actions: Action[] = [...displaced];
  const warnings: Warning[] = [];
  const husky =
    via === 'husky' ? await hooksPlace(repo, found.huskyFolder ?? found.folder.path, 'husky') : null;
  const own = await hooksPlace(repo, found.folder.path, 'file');
  for (const event of events) {
    const places = [
      ...(husky !== null && startedByHusky(event) ? [husky] : []),
      // before husky's set-up git still looks in the usual folder
      ...(husky === null || found.huskyFolder !== null || !startedByHusky(event) ? [own] : []),
    ];
    for (const place of places) {
      const hook = readHook(hookPath(place.folder, event));
      const hidden = hook.type === 'absent' && hiddenProgram(hookPath(place.folder, event)) !== null;
      const program = hidden || (place.rest === 'by sh -e' ? hook.type === 'link' : isProgram(hook));
      if (program && found.configHooks && !asked) byConfig.push(event);
      else {
        if (program && 'executable' in hook && hook.executable) warnings.push(moved(repo, place, event));
        actions.push(...planFile(repo, place, event));
      }
    }
  }
  const shared = [husky, own].filter((place) => place?.shared === true && actions.length > 0);
  for (const place of shared) if (place !== null) actions.push(...lineEnds(repo, place, actions));
  if (byConfig.length > 0) actions.push(...planConfig(repo, found.settings, [...new Set(byConfig)]));
  else if (!asked && found.configHooks && (husky ?? own).shared)
    actions.push(
      ...planConfig(repo, found.settings, events, commandUnlessInFolder(repo, found, husky ?? own)),
    );
  return { actions: dedupe(actions), warnings: [...warnings, ...teamWarning(repo, [husky, own], actions)] };
}

const forPlaces = async (
  repo: Repository,
  found: HookSetup,
  plan: (place: HooksPlace) => Action[],
): Promise<Action[]> => plan(await hooksPlace(repo, found.folder.path, 'file'));

/** The files that must have LF line ends, hooks with our lines and our scripts: with CR LF no shell on Linux runs them. */
function lineEnds(repo: Repository, place: HooksPlace, actions: readonly Action[]): Action[] {
  const written = actions.flatMap((action) =>
    action.do === 'write-hook' && action.plan.file.startsWith(place.folder + sep)
      ? [relative(place.folder, action.plan.file)]
      : [],
  );
  const hooks = written.filter((name) => !name.startsWith('pyc-guard')).map((name) => `/${name}`);
  return written.length > 0 ? planLineEnds(repo, place, ['pyc-guard*', ...hooks]) : [];
}

/**
 * The configured command for an event, which does nothing if the hooks folder has our script. All work trees share
 * the configuration, so it works also in one without that folder (husky was not run, or an older branch is checked out).
 */
function commandUnlessInFolder(
  repo: Repository,
  found: HookSetup,
  place: HooksPlace,
): (event: HookEvent) => string {
  const from = (path: string) => shellQuote(relative(repo.root, path).split(sep).join('/'), 'sh');
  const folder = from(found.huskyFolder ?? found.folder.path);
  return (event) => {
    const script = from(join(place.folder, ownHookName(event)));
    return `{ [ -d ${folder} ] && [ -f ${script} ]; } || ${localCommand(event)}`;
  };
}

/** Removes duplicate actions: two events may need the same file. */
const dedupe = (actions: readonly Action[]): Action[] => {
  const seen = new Set<string>();
  return actions.filter((action) => {
    if (!('path' in action)) return true;
    const key = `${action.do} ${action.path}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const moved = (repo: Repository, place: HooksPlace, event: HookEvent): Warning => {
  const hook = hookPath(place.folder, event);
  return {
    code: 'hook-moved',
    message: `your ${event} hook is not a shell script, so no lines can be added to it, and it is now run as ${toText(shownPath(repo, movedHook(hook)))}; git 2.54 and later leave it where it was`,
  };
};

/** A warning that says which files to commit so that everybody gets the hook. */
function teamWarning(
  repo: Repository,
  places: readonly (HooksPlace | null)[],
  actions: readonly Action[],
): Warning[] {
  const place = places.find((each) => each?.shared === true);
  if (place === undefined || place === null) return [];
  const files = actions.flatMap((action) =>
    (action.do === 'write-hook' || action.do === 'patch-attributes') &&
    action.path.startsWith(`${shownPath(repo, place.folder)}/`)
      ? [toText(action.path)]
      : [],
  );
  if (files.length === 0) return [];
  const names = [...new Set(files)].sort().join(', ');
  const message =
    place.team === null
      ? `commit ${toText(shownPath(repo, place.folder))} so that everyone who clones has the hook: ${names}`
      : `git tracks this hooks folder, so the new files are staged: commit them, and everyone has the hook (${names})`;
  return [{ code: 'commit-hooks', message }];
}
