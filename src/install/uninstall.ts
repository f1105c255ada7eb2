import { join } from 'node:path';
import { IGNORE_FILE, ignoreFile, localExcludes, planUnignore } from '../fix/plan-ignore.ts';
import { nestedIgnoreFiles } from '../fix/repair.ts';
import { findHooksFolder, usualFolder } from '../git/hooks-folder.ts';
import { localSettings } from '../git/our-settings.ts';
import type { Repository } from '../git/repository.ts';
import { type Action, HOOK_EVENTS } from '../model/actions.ts';
import { toText } from '../model/byte-path.ts';
import { isFolder } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { Warning } from '../model/warnings.ts';
import { linkBelow } from '../model/write-file.ts';
import { movedFolder } from './hook-files.ts';
import { type HooksPlace, hooksPlace, huskyFolder } from './hooks-place.ts';
import { configFolder, unplanConfig } from './routes/config.ts';
import { shownPath } from './routes/hook-file.ts';
import { unplanLineEnds } from './routes/line-ends.ts';
import { unplanFile, unplanFolder, unplanScripts } from './routes/remove-hook.ts';

export interface UninstallOptions {
  /** Removes our lines from `.gitignore` as well. */
  readonly gitignore: boolean;
}

/** Removes what `install` installed, by any route, and nothing else. */
export async function uninstall(repo: Repository, options: UninstallOptions): Promise<Outcome<'uninstall'>> {
  const [folder, settings] = await Promise.all([findHooksFolder(repo), localSettings(repo)]);
  // also look in the default folder, since core.hooksPath may have been set later, and in husky's, which may not be set up
  const away = folder.outside || folder.worktree !== undefined;
  const folders = new Set([...(away ? [] : [folder.path]), usualFolder(repo)]);
  const places = await Promise.all([...folders].map((each) => hooksPlace(repo, each, 'file')));
  const husky = join(repo.root, '.husky');
  if (!repo.bare && isFolder(husky)) places.push(await hooksPlace(repo, join(husky, '_'), 'husky'));
  const above = away ? '' : huskyFolder(folder.path);
  if (above !== '' && !folders.has(above) && above !== husky)
    places.push(await hooksPlace(repo, folder.path, 'husky'));
  const removals = places.flatMap((place) => HOOK_EVENTS.map((event) => unplanFile(repo, place, event)));
  const actions = [
    ...removals.flatMap((removal) => removal.actions),
    ...places.flatMap((place) => unplanScripts(repo, place, HOOK_EVENTS)),
    ...places.flatMap((place) => unplanLineEnds(repo, place)),
    ...[...folders].flatMap((each) => unplanFolder(repo, each)),
    ...unplanFolder(repo, movedFolder(usualFolder(repo))),
    ...unplanConfig(repo, settings, HOOK_EVENTS),
    ...unplanFolder(repo, configFolder(repo)),
  ];
  const nested = options.gitignore ? await nestedIgnoreFiles(repo) : [];
  const excludes = localExcludes(repo);
  const linked = linkBelow(repo.commonDir, excludes.target) !== null;
  const unignore = [
    ...(options.gitignore ? planUnignore(ignoreFile(repo), IGNORE_FILE) : []),
    ...(options.gitignore && !linked ? planUnignore(excludes.target, excludes.name) : []),
    ...nested.flatMap((file) => planUnignore(join(repo.root, toText(file)), file)),
  ];
  return outcome({
    actions: [...actions, ...unignore],
    warnings: [...removals.flatMap((removal) => removal.warnings), ...teamWarning(repo, places, actions)],
    summary: { hooksRemoved: actions.length },
  });
}

/** If the hooks folder is tracked, others keep the hook until the removal is committed: this warning says so. */
function teamWarning(repo: Repository, places: readonly HooksPlace[], actions: readonly Action[]): Warning[] {
  const touched = places.find(
    (place) =>
      place.team !== null &&
      actions.some(
        (action) => 'path' in action && action.path.startsWith(`${shownPath(repo, place.folder)}/`),
      ),
  );
  if (touched === undefined) return [];
  const message = `git tracks ${shownPath(repo, touched.folder)}, so the removal is staged: commit it to uninstall for everyone`;
  return [{ code: 'commit-hooks', message }];
}
