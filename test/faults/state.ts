import { readFileSync } from 'node:fs';
import { snapshot, type TestRepo } from '../helpers/repo.ts';

/** What a user can see of a repository: files, hooks, configuration, index, branches. */
export function stateOf(repo: TestRepo): Record<string, string> {
  const work = snapshot(repo.root, ['.git', 'page.html', 'report.json']);
  const hooks = snapshot(repo.path('.git/hooks'));
  const home = snapshot(repo.home, ['tmp']);
  return {
    ...prefixed('work', work),
    ...prefixed('hooks', hooks),
    ...prefixed('home', home),
    ...prefixed('config', settingsIn(readFileSync(repo.path('.git/config'), 'utf8'))),
    index: repo.git('ls-files', '--stage', '-v'),
    head: readFileSync(repo.path('.git/HEAD'), 'utf8'),
    refs: repo.git('for-each-ref'), // the commits of two runs are the same, since their dates are fixed
  };
}

/** Each line of a configuration by itself, since git writes one setting after the other. */
function settingsIn(config: string): Record<string, string> {
  let section = '';
  return Object.fromEntries(
    config.split('\n').map((line) => {
      if (line.startsWith('[')) section = line;
      return [`${section}${line.trimEnd()}`, 'set'];
    }),
  );
}

const prefixed = (prefix: string, entries: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [`${prefix} ${name}`, value]));

/** The keys in which two states differ. */
export const differences = (a: Record<string, string>, b: Record<string, string>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]).sort();
