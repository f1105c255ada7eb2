import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { supportsConfigHooks } from '../git/config-hooks.ts';
import { findHooksFolder, type HooksFolder, leadBack } from '../git/hooks-folder.ts';
import type { Repository } from '../git/repository.ts';
import { readState } from '../model/files.ts';
import type { Surroundings } from './choose-route.ts';
import { ALL_EVENTS } from './hook-files.ts';
import { type HookManager, managerOfHook, managersConfigured } from './hook-manager.ts';
import { readHook } from './routes/hook-file.ts';

export interface Found extends Surroundings {
  readonly folder: HooksFolder;
}

/** Looks around: who else writes hooks here, from where git takes them, and what this git can do. */
export async function lookAround(repo: Repository): Promise<Found> {
  const [folder, configHooks] = await Promise.all([findHooksFolder(repo), supportsConfigHooks(repo.root)]);
  const managers = findManagers(repo, folder.path);
  const husky = !folder.outside && /(?:^|[\\/])\.husky(?:[\\/]_)?$/.test(folder.path);
  return {
    folder,
    hooksFolder: folder.outside ? 'outside' : husky ? 'husky' : 'own',
    managers: husky ? ['husky', ...managers] : managers,
    leadBack: folder.outside ? await leadBack(repo) : '',
    configHooks,
  };
}

function findManagers(repo: Repository, folder: string): HookManager[] {
  const packageJson = readState(join(repo.root, 'package.json'));
  const text = packageJson.type === 'file' ? packageJson.bytes.toString() : null;
  const installed = ALL_EVENTS.flatMap((event) => {
    const hook = readHook(join(folder, event));
    return (hook.type === 'file' && managerOfHook(hook.text)) || [];
  });
  return [...new Set([...installed, ...managersConfigured(readdirSync(repo.root), text)])];
}
