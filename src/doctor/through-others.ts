import { resolve } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { isOurs } from '../install/hook-files.ts';
import { readHook, stateAt } from '../install/routes/hook-file.ts';
import type { HookEvent } from '../model/actions.ts';
import { toText } from '../model/byte-path.ts';
import { problem, type Site } from './hook-sites.ts';
import { runByOthers } from './run-by-others.ts';

/** The places, with those corrected in which another tool's hook runs ours, by its text or its manager's configuration. */
export const throughOthers = (repo: Repository, event: HookEvent, sites: readonly Site[]): Promise<Site[]> =>
  Promise.all(
    sites.map((site) => (site.problem?.code === 'hook-foreign' ? throughOther(repo, event, site) : site)),
  );

async function throughOther(repo: Repository, event: HookEvent, site: Site): Promise<Site> {
  const hook = readHook(resolve(repo.root, toText(site.path)));
  const husky = site.via === 'husky' || /(?:^|\/)\.husky\/[^/]+$/.test(toText(site.path));
  if (hook.type !== 'file' || !(hook.executable || husky)) return site;
  const found = await runByOthers(repo, event, { path: site.path, text: hook.text, stops: husky });
  if (found === null) return site;
  const { path, starts } = found;
  if (starts !== 'program' && 'only' in starts) {
    const message = `runs pyc-guard at ${event} only under a condition: ${starts.only}`;
    return { ...site, path, problem: problem('hook-not-run', path, message, 'npx pyc-guard install') };
  }
  if (starts !== 'program' && 'unread' in starts) {
    const message = `may run pyc-guard, but ${starts.unread}: stage a file named a.pyc and see whether a commit is blocked, or`;
    return { ...site, path, problem: problem('hook-foreign', path, message, 'npx pyc-guard install') };
  }
  if (starts !== 'program' && !isOurs(stateAt(resolve(repo.root, starts.script), event))) {
    const message = `starts ${starts.script}, which is not there`;
    return { ...site, path, problem: problem('hook-not-run', path, message, 'npm install') };
  }
  return { via: site.via, path, guards: true, direct: false, problem: null };
}
