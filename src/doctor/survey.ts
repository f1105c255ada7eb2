import { globalSettings, type OurSettings } from '../git/our-settings.ts';
import type { Repository } from '../git/repository.ts';
import { findHookSetup, type HookSetup } from '../install/find-hook-setup.ts';

export interface Survey extends HookSetup {
  /** What is in the user's own configuration. */
  readonly userSettings: OurSettings;
}

/** What all checks of `doctor` need to know, asked of git once and in parallel. */
export async function survey(repo: Repository): Promise<Survey> {
  const [found, userSettings] = await Promise.all([findHookSetup(repo), globalSettings(repo.root)]);
  return { ...found, userSettings };
}
