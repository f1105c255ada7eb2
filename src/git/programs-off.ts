import { type BytePath, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { type Variables, withSettings } from './environment.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

const EVENT = '\npost-index-change';

/** Each key and value of these hooks and filters, as git prints them. */
async function configured(repo: Repository, pattern: string): Promise<BytePath[]> {
  const { stdout } = await git(repo.root, ['config', '-z', '--get-regexp', pattern], { accept: [0, 1] });
  return zsplit(stdout);
}

/**
 * The environment in which git writes an index without running hooks that the configuration names for it.
 * Later gits can switch off all hooks of an event, which `safeOptions` does; 2.54 only one by one, by their names.
 *
 * @throws GuardError if one of them has a name that can't be given to git
 */
export const withoutIndexHooks = async (repo: Repository, env: Variables = {}): Promise<Variables> =>
  hooksOff(await configured(repo, '^hook\\..*\\.event$'), env);

/**
 * Options that keep git from running the filters of its configuration, for every git that compares files with
 * the index: of a file that is newer than the index git reads the content, even if it looks unchanged.
 *
 * @throws GuardError if one of them has a name that can't be given to git
 */
export const withoutFilters = async (repo: Repository): Promise<string[]> =>
  filtersOff(await configured(repo, '^filter\\.'));

/** Both, for a git that writes an index which has been in use, as it compares the files then. */
export async function withoutPrograms(
  repo: Repository,
  env: Variables,
): Promise<{ readonly options: readonly string[]; readonly env: Variables }> {
  const entries = await configured(repo, '^(hook\\..*\\.event$|filter\\.)');
  return { options: filtersOff(entries), env: hooksOff(entries, env) };
}

function hooksOff(entries: readonly BytePath[], env: Variables): Variables {
  const keys = entries.flatMap((entry) =>
    entry.startsWith('hook.') && entry.endsWith(EVENT)
      ? [entry.slice(0, -EVENT.length).replace(/event$/, 'enabled')]
      : [],
  );
  if (keys.length === 0) return env;
  if (keys.some((key) => /[\x80-\xff]/.test(key)))
    throw oddName('a hook for post-index-change', 'is not ASCII');
  return { ...env, ...withSettings(keys.map((key) => [key, 'false'])) };
}

function filtersOff(entries: readonly BytePath[]): string[] {
  const keys = entries.map((entry) => entry.replace(/\n.*$/s, '')).filter((key) => key.startsWith('filter.'));
  const drivers = new Set(keys.map((key) => key.slice(0, key.lastIndexOf('.')) as BytePath));
  return [...drivers].map(toText).flatMap((driver) => {
    if (/[=\ufffd]/.test(driver)) throw oddName('a filter', 'has = in it or is not UTF-8');
    return ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((each) => ['-c', `${driver}.${each}`]);
  });
}

const oddName = (what: string, why: string): GuardError =>
  new GuardError(
    'environment',
    `git's configuration has ${what} whose name ${why}`,
    'Give it another name, or take it out of the configuration, then run the same command again.',
  );
