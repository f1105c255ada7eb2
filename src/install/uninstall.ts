import { join } from 'node:path';
import { IGNORE_FILE, ignoreFile, planUnignore } from '../fix/plan-ignore.ts';
import { findHooksFolder } from '../git/hooks-folder.ts';
import type { Repository } from '../git/repository.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { ALL_EVENTS } from './hook-files.ts';
import { configFolder, unplanConfig } from './routes/config.ts';
import { unplanFile, unplanFolder } from './routes/file.ts';
import { huskyFolder, unplanHusky } from './routes/husky.ts';

export interface UninstallOptions {
  /** Takes our lines out of `.gitignore` as well. */
  readonly gitignore: boolean;
}

/** Takes away what `install` put there, by whatever route, and nothing else. */
export async function uninstall(repo: Repository, options: UninstallOptions): Promise<Outcome<'uninstall'>> {
  const folder = await findHooksFolder(repo);
  // the usual folder too: core.hooksPath may have been set since
  const folders = [...new Set([folder.outside ? [] : [folder.path], [join(repo.commonDir, 'hooks')]].flat())];
  const removals = folders.flatMap((each) => ALL_EVENTS.map((event) => unplanFile(repo, each, event)));
  const actions = [
    ...removals.flatMap((removal) => removal.actions),
    ...folders.flatMap((each) => unplanFolder(repo, each)),
    ...folders.flatMap((each) => unplanHusky(repo, huskyFolder(each), ALL_EVENTS)),
    ...(await unplanConfig(repo, ALL_EVENTS)),
    ...unplanFolder(repo, configFolder(repo)),
  ];
  return outcome({
    actions: [...actions, ...(options.gitignore ? planUnignore(ignoreFile(repo), IGNORE_FILE) : [])],
    warnings: removals.flatMap((removal) => removal.warnings),
    summary: { hooksRemoved: actions.length },
  });
}
