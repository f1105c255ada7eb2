import { type ConfigHook, type ConfigScope, readConfigHooks } from '../git/config-hooks.ts';
import type { Repository } from '../git/repository.ts';
import { findHookSetup, type HookSetup } from '../install/find-hook-setup.ts';

export interface Survey extends HookSetup {
  /** Our hooks in the configuration. */
  readonly configured: Readonly<Record<ConfigScope, readonly ConfigHook[]>>;
}

/** What all checks of `doctor` need to know, asked of git once and in parallel. */
export async function survey(repo: Repository): Promise<Survey> {
  const [found, local, global] = await Promise.all([
    findHookSetup(repo),
    readConfigHooks(repo.root, 'local'),
    readConfigHooks(repo.root, 'global'),
  ]);
  return { ...found, configured: { local, global } };
}
