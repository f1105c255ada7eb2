import { GuardError } from '../model/errors.ts';
import { type Variables, withSettings } from './environment.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

const EVENT = '\npost-index-change';

/**
 * The environment in which git writes an index without running hooks that the configuration names for it.
 * Later gits can switch off all hooks of an event, which `safeOptions` does; 2.54 only one by one, by their names.
 *
 * @throws GuardError if one of them has a name that can't be given to git
 */
export async function withoutIndexHooks(repo: Repository, env: Variables = {}): Promise<Variables> {
  const args = ['config', '-z', '--get-regexp', '^hook\\..*\\.event$'];
  const { stdout } = await git(repo.root, args, { accept: [0, 1] });
  const keys = zsplit(stdout).flatMap((entry) =>
    entry.endsWith(EVENT) ? [entry.slice(0, -EVENT.length).replace(/event$/, 'enabled')] : [],
  );
  if (keys.length === 0) return env;
  if (keys.some((key) => /[\x80-\xff]/.test(key))) throw oddName();
  return { ...env, ...withSettings(keys.map((key) => [key, 'false'])) };
}

const oddName = (): GuardError =>
  new GuardError(
    'environment',
    "git's configuration has a hook for post-index-change whose name is not ASCII",
    'Give it another name, or take it out of the configuration, then run the same command again.',
  );
