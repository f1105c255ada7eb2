import { fix } from '../fix/fix.ts';
import { ignore } from '../fix/ignore.ts';
import { allowedAmong } from '../git/attributes.ts';
import { usualFolder } from '../git/hooks-folder.ts';
import { trackedSuspects } from '../git/index-entries.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import type { HookEvent, HookRoute } from '../model/actions.ts';
import { classifyPaths } from '../model/classify-paths.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { Warning } from '../model/warnings.ts';
import { chooseRoute, emptyHooksPath, hooksInWorktrees, type Route } from './choose-route.ts';
import { expectEvents } from './expect-events.ts';
import { findHookSetup, type HookSetup } from './find-hook-setup.ts';
import { type HooksPlan, planHooks } from './plan-hooks.ts';
import { planRemember } from './routes/config.ts';
import { teamSnippets } from './team-snippets.ts';

export interface InstallOptions {
  /** `null`: the usual ones for this kind of repository. */
  readonly events: readonly HookEvent[] | null;
  readonly via: HookRoute | 'auto';
  /** Patches `.gitignore` as well. */
  readonly gitignore: boolean;
  /** Untracks what is tracked already, as `fix` does. */
  readonly fix: boolean;
}

/** Installs the hook where no other tool will remove it, and keeps hooks that are there already. */
export async function install(repo: Repository, options: InstallOptions): Promise<Outcome<'install'>> {
  const found = await findHookSetup(repo);
  if (found.folder.empty) throw emptyHooksPath(found);
  if (repo.worktrees && !found.folder.outside && found.folder.path !== usualFolder(repo))
    throw hooksInWorktrees(found, repo.worktrees);
  const events = expectEvents(repo, options.events, found.settings.events);
  const isThere =
    options.via !== 'config' && (await isInstalledIn(found.folder.worktree, options.via, events));
  const route = isThere ? INSTALLED : chooseRoute(options.via, found);
  const plan = isThere ? NO_PLAN : await planHooks(repo, route, found, events, options.via !== 'auto');
  const planned = plan.actions.filter((action) => action.do === 'set-config');
  // only doctor reads this setting, and it does not work in a bare repository without work trees
  const receives = repo.bare && repo.worktrees === undefined;
  const remember = receives ? [] : planRemember(found.settings, events, planned);
  const hooks = [...plan.actions, ...remember];
  const rest = await planRest(repo, options);
  return outcome({
    ...rest,
    actions: [...hooks, ...rest.actions],
    warnings: [...routeWarnings(route, found, hooks.length > 0), ...plan.warnings, ...rest.warnings],
    summary: { ...rest.summary, hooksWritten: hooks.filter(({ do: what }) => what === 'write-hook').length },
  });
}

const INSTALLED: Route = { via: 'file', reason: 'it is installed' };
const NO_PLAN: HooksPlan = { actions: [], warnings: [] };

/** Whether nothing is left to install in the other work tree whose hooks git runs here. */
async function isInstalledIn(
  worktree: string | undefined,
  via: InstallOptions['via'],
  events: readonly HookEvent[],
): Promise<boolean> {
  if (worktree === undefined) return false;
  const there = await openRepository(worktree);
  const found = await findHookSetup(there);
  const { actions } = await planHooks(there, chooseRoute(via, found), found, events, via !== 'auto');
  return actions.length === 0;
}

function routeWarnings({ via, reason, doubt }: Route, { managers }: HookSetup, writes: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (writes && (via !== 'file' || managers.length > 0)) {
    warnings.push({ code: 'route', message: `installed via ${via}, because ${reason}` });
  }
  if (doubt !== undefined) warnings.push({ code: 'may-be-overwritten', message: doubt });
  return [...warnings, ...teamSnippets(managers)];
}

const NOT_IGNORED: Warning = {
  code: 'not-ignored',
  message: 'each work tree has a .gitignore of its own: run `pyc-guard ignore` in them',
};

/** Everything but the hooks: `.gitignore`, and cache files that are tracked already. */
async function planRest(repo: Repository, options: InstallOptions): Promise<Outcome<'install' | 'fix'>> {
  if (repo.bare) return outcome({ summary: {}, warnings: repo.worktrees ? [NOT_IGNORED] : [] });
  if (options.fix) return fix(repo, { strays: false, keepSourceless: false, confirm: null, commit: null });
  const [patch, { suspects }] = await Promise.all([
    options.gitignore ? ignore(repo) : outcome<'install'>({ summary: {} }),
    trackedSuspects(repo.root),
  ]);
  const { cacheFiles } = await classifyPaths(suspects, (paths) => allowedAmong(repo, paths));
  return outcome({
    ...patch,
    summary: { ...patch.summary, cacheFiles: cacheFiles.length },
    warnings: [...patch.warnings, ...(cacheFiles.length === 0 ? [] : [trackedAlready(cacheFiles.length)])],
  });
}

const trackedAlready = (count: number): Warning => ({
  code: 'tracked-cache-files',
  message: `${count === 1 ? '1 cache file is' : `${count} cache files are`} tracked already: \`pyc-guard fix\` removes ${count === 1 ? 'it' : 'them'} from git`,
});
