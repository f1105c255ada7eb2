import { join } from 'node:path';
import { ignoreGlobally } from '../fix/ignore.ts';
import { planUnignore } from '../fix/plan-ignore.ts';
import { supportsConfigHooks } from '../git/config-hooks.ts';
import { globalSettings } from '../git/our-settings.ts';
import { userDataFolder, userExcludesFile } from '../git/user-paths.ts';
import { HOOK_EVENTS, type HookEvent } from '../model/actions.ts';
import { fromText } from '../model/byte-path.ts';
import { realPath } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { noConfigHooks } from './choose-route.ts';
import { shippedScript } from './hook-files.ts';
import {
  globalCommand,
  planScriptFiles,
  planSettings,
  unplanScriptFiles,
  unplanSettings,
} from './routes/config.ts';
import { unplanFolder } from './routes/remove-hook.ts';

export interface GlobalOptions {
  readonly events: readonly HookEvent[];
  /** Patches the user's own excludes file as well. */
  readonly gitignore: boolean;
}

/**
 * Protects every repository of this user: the hook is in the user's data folder, and the user's git
 * configuration names it. @throws GuardError where git takes no hooks from its configuration
 */
export async function installGlobally(
  cwd: string,
  { events, gitignore }: GlobalOptions,
): Promise<Outcome<'install'>> {
  if (!(await supportsConfigHooks(cwd))) throw noConfigHooks();
  const folder = userDataFolder();
  const hooks = [
    ...planScriptFiles(null, folder, events),
    ...planSettings(await globalSettings(cwd), events, (event) =>
      globalCommand(join(folder, shippedScript(event))),
    ),
  ];
  const rest = gitignore ? await ignoreGlobally(cwd) : outcome<'install'>({ summary: {} });
  return outcome({
    ...rest,
    actions: [...hooks, ...rest.actions],
    summary: { ...rest.summary, hooksWritten: hooks.filter(({ do: what }) => what === 'write-hook').length },
  });
}

/** Removes what `install --global` installed. */
export async function uninstallGlobally(cwd: string, gitignore: boolean): Promise<Outcome<'uninstall'>> {
  const folder = userDataFolder();
  const excludes = realPath(await userExcludesFile(cwd));
  const hooks = [
    ...unplanSettings(await globalSettings(cwd)),
    ...unplanScriptFiles(null, folder, HOOK_EVENTS),
    ...unplanFolder(null, folder),
  ];
  return outcome({
    actions: [...hooks, ...(gitignore ? planUnignore(excludes, fromText(excludes)) : [])],
    summary: { hooksRemoved: hooks.length },
  });
}
