import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER_MARK } from '../../src/install/hook-files.ts';
import { snapshot, type TestRepo } from '../helpers/repo.ts';

/**
 * What a user can see of a repository: files, hooks, settings, index, branches. Folders, the file that says
 * who made one, and empty files of settings do not count: they can't be made or deleted in one step.
 */
export function stateOf(repo: TestRepo): Record<string, string> {
  const work = snapshot(repo.root, ['.git', 'page.html', 'report.json']);
  const hooks = snapshot(repo.path('.git/hooks'));
  const home = snapshot(repo.home, ['tmp', '.gitconfig', FOLDER_MARK]);
  return {
    ...prefixed('work', work),
    ...prefixed('hooks', hooks),
    ...prefixed('home', home),
    ...prefixed('config', settingsIn(repo.path('.git/config'))),
    ...prefixed('global', settingsIn(join(repo.home, '.gitconfig'), repo.home)),
    index: repo.git('ls-files', '--stage', '-v'),
    head: readFileSync(repo.path('.git/HEAD'), 'utf8'),
    refs: repo.git('for-each-ref'), // the commits of two runs are the same, since their dates are fixed
  };
}

/** Each line of a configuration by itself, since git writes one setting after the other. */
function settingsIn(file: string, home = ''): Record<string, string> {
  if (!existsSync(file)) return {};
  let section = '';
  const text = readFileSync(file, 'utf8');
  const lines = (home === '' ? text : text.replaceAll(home, '~')).split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      if (line.startsWith('[')) section = line;
      return [`${section}${line}`, 'set'];
    }),
  );
}

const prefixed = (prefix: string, entries: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(([, value]) => !value.startsWith('folder '))
      .map(([name, value]) => [`${prefix} ${name}`, value]),
  );

/** The keys in which two states differ. */
export const differences = (a: Record<string, string>, b: Record<string, string>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]).sort();
