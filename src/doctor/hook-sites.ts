import { join } from 'node:path';
import { scopeOf } from '../git/config-hooks.ts';
import { listedHooks } from '../git/hook-probe.ts';
import type { OurSettings } from '../git/our-settings.ts';
import type { Repository } from '../git/repository.ts';
import { userDataFolder } from '../git/user-paths.ts';
import { blockState, removeBlock } from '../install/hook-block.ts';
import {
  type HookFile,
  type HookState,
  isOurs,
  legacyHook,
  ownHookName,
  shippedScript,
} from '../install/hook-files.ts';
import { managerOfHook } from '../install/hook-manager.ts';
import { huskyFolder } from '../install/hooks-place.ts';
import { configFolder } from '../install/routes/config.ts';
import { hookPath, restOf } from '../install/routes/file.ts';
import { readHook, shownPath, stateAt } from '../install/routes/hook-file.ts';
import { DEFAULT_EVENTS, type HookEvent, type HookRoute } from '../model/actions.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import type { Finding, FindingCode } from '../model/findings.ts';
import type { Survey } from './survey.ts';

/** A place from which git may start our hook. */
export interface Site {
  readonly via: HookRoute;
  readonly path: BytePath;
  /** Whether it blocks bytecode as it is. */
  readonly guards: boolean;
  /** What is wrong with it, if anything. */
  readonly problem: Finding | null;
  /** Whether git runs this file itself and our script is the first thing in it, so that running it as a test has no side effects. */
  readonly direct: boolean;
}

const INSTALL = 'npx pyc-guard install';

/** The command that installs the hook for this event. */
export const installs = (event: HookEvent): string =>
  DEFAULT_EVENTS.includes(event) ? INSTALL : `${INSTALL} --hook-type ${event}`;

export const problem = (
  code: FindingCode,
  path: BytePath | undefined,
  message: string,
  fix: string,
): Finding => ({
  code,
  severity: code === 'hook-outdated' ? 'warning' : 'error',
  ...(path !== undefined && { path }),
  message,
  fix,
});

const DOES_NOT_RUN_IT = 'belongs to another tool and does not run the pyc-guard hook';

/** What the state of a hook file means for protection. */
function verdict(state: HookState, path: BytePath, event: HookEvent): Pick<Site, 'guards' | 'problem'> {
  const site = (guards: boolean, code: FindingCode, message: string) => ({
    guards,
    problem: problem(code, path, message, installs(event)),
  });
  switch (state) {
    case 'current':
      return { guards: true, problem: null };
    case 'outdated':
      return site(true, 'hook-outdated', `is the hook of another version of pyc-guard`);
    case 'not-executable':
      return site(false, 'hook-not-executable', 'is not executable, so git skips it');
    case 'broken':
      return site(false, 'hook-not-run', 'has CR LF line ends, so no shell can run it');
    case 'foreign':
      return site(false, 'hook-foreign', DOES_NOT_RUN_IT);
    case 'absent':
      return { guards: false, problem: null };
  }
}

/** Every place with our hook for this event, or with a hook of another tool in its place. */
export async function findSites(repo: Repository, event: HookEvent, found: Survey): Promise<Site[]> {
  const sites =
    found.hooksFolder === 'husky' ? huskySites(repo, event, found) : fileSites(repo, event, found);
  return [
    ...sites,
    ...(await configSites(repo, event, found, found.settings)),
    ...(await configSites(repo, event, found, found.userSettings)),
  ];
}

function fileSites(repo: Repository, event: HookEvent, { folder, hooksFolder }: Survey): Site[] {
  if (hooksFolder === 'outside') return [];
  const file = hookPath(folder.path, event);
  const hook = join(folder.path, event);
  const path = shownPath(repo, file);
  const found = readHook(file);
  if (found.type === 'file' && removeBlock(found.text) !== null) {
    const site = blockSite(repo, event, file, found, join(folder.path, ownHookName(event)), 'file');
    // What runs a `.legacy` hook runs hooks of its own after it, so trying it would start those.
    return [{ ...site, direct: site.direct && file === hook }];
  }
  const state = stateAt(file, event);
  if (file === legacyHook(hook) && state === 'absent') {
    const theirs = readHook(hook);
    const name = (theirs.type === 'file' && managerOfHook(theirs.text)) || 'others';
    return [foreign(shownPath(repo, hook), `is the hook of ${name}, which does not run the pyc-guard hook`)];
  }
  if (state === 'absent') return [];
  return [
    { via: 'file', path, direct: file === hook && state === 'current', ...verdict(state, path, event) },
  ];
}

/** A user's hook with our block; `script` is the file that the block starts. */
function blockSite(
  repo: Repository,
  event: HookEvent,
  file: string,
  hook: Extract<HookFile, { type: 'file' }>,
  script: string,
  via: 'file' | 'husky',
): Site {
  const path = shownPath(repo, file);
  const notes = removeBlock(hook.text)?.notes ?? {};
  const rest = restOf({ rest: via === 'husky' ? 'by sh -e' : 'itself' }, notes);
  if (via === 'file' && !hook.executable)
    return { via, path, direct: false, ...verdict('not-executable', path, event) };
  const state = runBySh(stateAt(script, event));
  if (state === 'absent' || state === 'foreign') {
    const message = `starts ${toText(shownPath(repo, script))}, which is not there`;
    return site(via, path, problem('hook-absent', path, message, installs(event)));
  }
  const current = blockState(hook.text, ownHookName(event), rest) === 'current';
  const shown = state === 'current' ? path : shownPath(repo, script);
  // a test run ends in our script, which comes first
  return {
    via,
    path,
    direct: via === 'file' && current,
    ...verdict(state === 'current' && !current ? 'outdated' : state, shown, event),
  };
}

const foreign = (path: BytePath, message: string): Site => ({
  via: 'file',
  path,
  guards: false,
  direct: false,
  problem: problem('hook-foreign', path, message, INSTALL),
});

function huskySites(repo: Repository, event: HookEvent, found: Survey): Site[] {
  const { folder, huskyFolder: pending } = found;
  // until husky is set up, git looks in the default folder
  const usual = pending === null ? [] : fileSites(repo, event, { ...found, hooksFolder: 'own' });
  const own = huskyFolder(pending ?? folder.path);
  if (own === folder.path) return fileSites(repo, event, { ...found, hooksFolder: 'own' });
  const file = join(own, event);
  const path = shownPath(repo, file);
  const hook = readHook(file);
  if (hook.type !== 'file' || removeBlock(hook.text) === null) {
    if (usual.length > 0) return usual;
    return hook.type === 'absent' ? [] : [foreign(path, 'does not run the pyc-guard hook')];
  }
  if (pending !== null) return usual;
  if (readHook(join(folder.path, event)).type === 'absent') {
    const message = `is not run: husky has not put its hooks into ${shownPath(repo, folder.path)} in this work tree`;
    return [site('husky', path, problem('hook-not-run', path, message, 'npx husky'))];
  }
  return [blockSite(repo, event, file, hook, join(own, ownHookName(event)), 'husky')];
}

const runBySh = (state: HookState): HookState => (state === 'not-executable' ? 'current' : state);

const site = (via: HookRoute, path: BytePath, trouble: Finding): Site => ({
  via,
  path,
  guards: false,
  direct: false,
  problem: trouble,
});

async function configSites(
  repo: Repository,
  event: HookEvent,
  { configHooks }: Survey,
  { scope, hooks }: OurSettings,
): Promise<Site[]> {
  const name = ownHookName(event);
  const hook = hooks.find((each) => each.name === name);
  if (hook === undefined || !hook.events.includes(event)) return [];
  const file = join(scope === 'local' ? configFolder(repo) : userDataFolder(), shippedScript(event));
  const path = shownPath(repo, file);
  const install = `${installs(event)}${scope === 'local' ? '' : ' --global'}`;
  if (!configHooks) {
    return [
      site(
        'config',
        path,
        problem(
          'hook-not-run',
          path,
          `hook.${name} is ignored by this git, which is older than 2.54`,
          `${installs(event)} --via file`,
        ),
      ),
    ];
  }
  const listed = (await listedHooks(repo.root, event)).find((each) => each.name === name);
  if (listed?.disabled) {
    const key = `hook.${listed.disabled === 'event' ? event : name}.enabled`;
    const fix = await enable(repo, key);
    return [site('config', path, problem('hook-disabled', path, `${key} is false`, fix))];
  }
  const state = runBySh(stateAt(file, event));
  if (!isOurs(state))
    return [
      site(
        'config',
        path,
        problem('hook-absent', path, `hook.${name} names a file that is not there`, install),
      ),
    ];
  return [{ via: 'config', path, direct: state === 'current', ...verdict(state, path, event) }];
}

/** The command that enables hooks again: it removes the setting, or overrides it if it is not the user's own. */
async function enable(repo: Repository, key: string): Promise<string> {
  const scope = await scopeOf(repo.root, key);
  return ['local', 'worktree', 'global'].includes(scope)
    ? `git config --${scope} --unset-all ${key}`
    : `git config --local ${key} true`;
}
