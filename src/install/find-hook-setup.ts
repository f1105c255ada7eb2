import { join } from 'node:path';
import { supportsConfigHooks } from '../git/config-hooks.ts';
import {
  findHooksFolder,
  type HooksFolder,
  resetHooksPathCommand,
  usualFolder,
} from '../git/hooks-folder.ts';
import { localSettings, type OurSettings } from '../git/our-settings.ts';
import type { Repository } from '../git/repository.ts';
import { HOOK_EVENTS } from '../model/actions.ts';
import { canRun, isFolder, lstatOrNull, namesIn, readState } from '../model/files.ts';
import type { RouteFacts } from './choose-route.ts';
import { type HookManager, managerOfHook, managersConfigured } from './hook-manager.ts';
import { readHook } from './routes/hook-file.ts';

export interface HookSetup extends RouteFacts {
  readonly folder: HooksFolder;
  /** The folder that husky will set as `core.hooksPath`, if this clone was not set up yet. */
  readonly huskyFolder: string | null;
  /** What is in the configuration that all work trees share. */
  readonly settings: OurSettings;
}

/** Finds which other tools write hooks here, where git looks for hooks, and what this git can do. */
export async function findHookSetup(repo: Repository): Promise<HookSetup> {
  const [configHooks, folder, settings] = await Promise.all([
    supportsConfigHooks(repo.root), // first, since its git runs while simple-git is loaded for the others
    findHooksFolder(repo),
    localSettings(repo),
  ]);
  const managers = findManagers(repo, folder.path);
  const pending = folder.path === usualFolder(repo) ? findPendingHusky(repo.root) : null;
  const husky = !folder.outside && /(?:^|[\\/])\.husky(?:[\\/]_)?$/.test(folder.path);
  return {
    folder,
    huskyFolder: pending,
    settings,
    hooksFolder: folder.outside ? 'outside' : husky || pending !== null ? 'husky' : 'own',
    managers: husky || pending !== null ? ['husky', ...managers] : managers,
    canStart: canStart(folder.path),
    resetHooksPath: folder.outside ? await resetHooksPathCommand(repo) : '',
    configHooks,
  };
}

/**
 * Whether git can start files in this folder. It tries those that are executable by their mode, such as the samples
 * of a new repository; if there are none, `install` finds out when it has written the hook.
 */
function canStart(folder: string): boolean {
  if (!isFolder(folder)) return true;
  return namesIn(folder).every((name) => {
    const stats = lstatOrNull(join(folder, name));
    return stats?.isFile() !== true || (stats.mode & 1) === 0 || canRun(join(folder, name));
  });
}

/**
 * The `prepare` script of package.json runs husky, which creates a folder and sets `core.hooksPath` to it.
 * Before version 9 that is the folder with the user's hooks, which source a file of husky's.
 */
function findPendingHusky(root: string): string | null {
  const folder = join(root, '.husky');
  if (!isHuskyConfigured(root) || lstatOrNull(folder)?.isDirectory() !== true) return null;
  const isOld = HOOK_EVENTS.some((event) => {
    const hook = readHook(join(folder, event));
    return hook.type === 'file' && /_\/husky\.sh\b/.test(hook.text);
  });
  return isOld ? folder : join(folder, '_');
}

function isHuskyConfigured(root: string): boolean {
  const state = readState(join(root, 'package.json'));
  if (state.type !== 'file') return false;
  const text = state.bytes.toString();
  return /"husky"\s*:\s*"/.test(text) || /"(?:prepare|postinstall)"\s*:\s*"[^"]*\bhusky\b/.test(text);
}

function findManagers(repo: Repository, folder: string): HookManager[] {
  const packageJson = readState(join(repo.root, 'package.json'));
  const text = packageJson.type === 'file' ? packageJson.bytes.toString() : null;
  const installed = HOOK_EVENTS.flatMap((event) => {
    const hook = readHook(join(folder, event));
    return (hook.type === 'file' && managerOfHook(hook.text)) || [];
  });
  return [...new Set([...installed, ...managersConfigured(namesIn(repo.root), text)])];
}
