import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { managersConfigured } from '../install/hook-manager.ts';
import { huskyFolder } from '../install/hooks-place.ts';
import { readHook } from '../install/routes/hook-file.ts';
import { namesIn } from '../model/files.ts';
import type { Warning } from '../model/warnings.ts';
import type { Survey } from './survey.ts';

/** The command by which a hook runs a manager. */
const CALLS = {
  'pre-commit': /\b(?:pre-commit|prek)\s+(?:run|hook-impl)\b/,
  lefthook: /\blefthook\s+run\b/,
} as const;

/** Managers that are set up here but never run, since husky makes git run other hooks than theirs. */
export function inertConfigs(repo: Repository, found: Survey): Warning[] {
  if (found.hooksFolder !== 'husky') return [];
  const folder = huskyFolder(found.huskyFolder ?? found.folder.path);
  const hook = readHook(join(folder, 'pre-commit'));
  const text = hook.type === 'file' ? hook.text : '';
  const managers = managersConfigured(namesIn(repo.root), null);
  return (['pre-commit', 'lefthook'] as const)
    .filter((manager) => managers.includes(manager) && !CALLS[manager].test(text))
    .map((manager) => ({
      code: 'inert-config',
      message: `${manager} is set up here, but git runs husky's hooks instead: add a line \`${manager} run${manager === 'lefthook' ? ' pre-commit' : ''}\` to .husky/pre-commit, or run it in CI`,
    }));
}
