import { join } from 'node:path';
import { gitStartsHook, listedHooks } from '../git/hook-probe.ts';
import type { Repository } from '../git/repository.ts';
import { isOurs } from '../install/hook-files.ts';
import { switchedOff } from '../install/npm-lifecycle.ts';
import { shownPath, stateAt } from '../install/routes/hook-file.ts';
import { DEFAULT_EVENTS, HOOK_EVENTS, type HookEvent } from '../model/actions.ts';
import { toText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import type { Passed } from '../model/outcome.ts';
import { inOrder, setVariable, shellQuote } from '../model/shell-quote.ts';
import type { System } from '../model/system.ts';
import { brokenHooks } from './broken-hooks.ts';
import { findSites, installs, problem, type Site } from './hook-sites.ts';
import type { Survey } from './survey.ts';
import { throughOthers } from './through-others.ts';

export interface Examined {
  readonly findings: readonly Finding[];
  readonly passed: readonly Passed[];
}

/**
 * Whether the hook blocks a commit and a merge here, and how that was found out; for other events, whether
 * their installed hooks still work.
 */
export async function examineHooks(repo: Repository, found: Survey, system: System): Promise<Examined> {
  const findings: Finding[] = switches(system.env);
  const passed: Passed[] = [];
  for (const event of HOOK_EVENTS) {
    const wanted = DEFAULT_EVENTS.includes(event) || found.settings.events.includes(event);
    const all = await throughOthers(repo, event, await findSites(repo, event, found));
    const sites = wanted ? all : all.filter(({ problem }) => problem?.code !== 'hook-foreign');
    if (!wanted && sites.length === 0) continue;
    const guards = sites.filter((site) => site.guards);
    const broken = brokenHooks(repo, event, found, system);
    const how = await prove(repo, event, sites, found);
    if (broken.length > 0) findings.push(...broken);
    else if (how === 'not reached') findings.push(notReached(event, guards));
    else if (guards.length > 0) passed.push({ area: 'hook', message: standing(event, guards, how) });
    if (guards.length === 0 && !found.canStart && !found.configHooks) {
      if (wanted) findings.push(notStarted(repo, found, event));
      continue;
    }
    const problems = problemsOf(sites);
    findings.push(...problems);
    if (wanted && guards.length === 0 && problems.length === 0)
      findings.push(...misdirected(repo, found, event));
  }
  return { findings: findings.map((finding) => fixedThere(finding, found)), passed };
}

/** Hooks that lie in another work tree are installed from there, unless git's configuration can hold one. */
function fixedThere(finding: Finding, { folder, configHooks }: Survey): Finding {
  const { fix } = finding;
  if (fix === undefined || folder.worktree === undefined || configHooks) return finding;
  const there = `npx pyc-guard -C ${shellQuote(folder.worktree)} install`;
  return { ...finding, fix: fix.replace(/^npx pyc-guard install/, () => there) };
}

/** Whether a submodule is protected; it is only read, no hook is run. */
export async function isGuarded(repo: Repository, found: Survey): Promise<boolean> {
  return (await throughOthers(repo, 'pre-commit', await findSites(repo, 'pre-commit', found))).some(
    (site) => site.guards,
  );
}

const standing = (event: HookEvent, guards: readonly Site[], how: string): string =>
  `${event} runs the pyc-guard hook: ${guards.map(({ path }) => toText(path)).join(', ')} (${how})`;

/** If one place protects, problems of the others do not matter, unless a hook is only out of date. */
function problemsOf(sites: readonly Site[]): Finding[] {
  const problems = sites.flatMap((site) => (site.problem === null ? [] : [site.problem]));
  return sites.some((site) => site.guards)
    ? problems.filter(({ code }) => code === 'hook-outdated')
    : problems;
}

/** Runs the hook as a test if that starts nothing but our script, which ends at once; else reports what reading showed. */
async function prove(
  repo: Repository,
  event: HookEvent,
  sites: readonly Site[],
  found: Survey,
): Promise<string> {
  const direct = sites.filter((site) => site.guards && site.direct);
  if (direct.length === 0) return 'read, not tried';
  if (found.configHooks) {
    const listed = (await listedHooks(repo.root, event)).filter(({ disabled }) => disabled === null);
    const own = new Set<string>(direct.map(({ via }) => (via === 'file' ? 'hookdir' : 'pyc-guard')));
    if (!listed.every(({ name }) => own.has(name))) return 'read, not tried: other hooks run before';
  }
  const reached = await gitStartsHook(repo.root, event);
  if (reached === null) return 'read, not tried: this git cannot run a hook by itself';
  return reached ? 'tried' : 'not reached';
}

const notReached = (event: HookEvent, guards: readonly Site[]): Finding =>
  problem(
    'hook-not-run',
    guards[0]?.path,
    `is installed, but git does not run it at ${event}`,
    installs(event),
  );

/** Has no command: `install` would be refused as well. */
const notStarted = (repo: Repository, { folder }: Survey, event: HookEvent): Finding => ({
  code: 'hook-not-executable',
  severity: 'error',
  path: shownPath(repo, join(folder.path, event)),
  message:
    'git skips hooks on this file system, which takes no executable files: update git to 2.54 or later, or mount it with `exec`, then run npx pyc-guard install',
});

/** Environment variables that disable hooks in this shell and in programs started from it. */
function switches(env: System['env']): Finding[] {
  const findings: Finding[] = [];
  if (switchedOff(env)) {
    findings.push(
      problem('hook-disabled', undefined, 'PYC_GUARD=0 is set here', setVariable('PYC_GUARD', null)),
    );
  }
  const skipped = (env.SKIP ?? '').split(/[, ]/).filter(Boolean);
  if (skipped.includes('pyc-guard')) {
    const rest = skipped.filter((name) => name !== 'pyc-guard').join(',');
    const fix = setVariable('SKIP', rest === '' ? null : rest);
    findings.push(problem('hook-disabled', undefined, 'SKIP names pyc-guard here', fix));
  }
  return findings;
}

/** Why our hook is not where git looks: it was not installed, or core.hooksPath is set to another folder. */
function misdirected(
  repo: Repository,
  { folder, hooksFolder, resetHooksPath, configHooks }: Survey,
  event: HookEvent,
): Finding[] {
  const hook = join(repo.commonDir, 'hooks', event);
  const stranded = isOurs(stateAt(hook, event));
  const install = installs(event);
  if (hooksFolder === 'outside') {
    const message = folder.empty
      ? 'is not run: core.hooksPath is empty'
      : `is not run: ${folder.linkedTo === undefined ? 'core.hooksPath' : 'a link'} leads git to ${folder.linkedTo ?? folder.path}`;
    const fix = configHooks && !folder.empty ? install : inOrder([resetHooksPath, install]);
    return [problem('hook-not-run', shownPath(repo, hook), message, fix)];
  }
  if (stranded && join(repo.commonDir, 'hooks') !== folder.path) {
    const message = `is not run: core.hooksPath leads git to ${toText(shownPath(repo, folder.path))}`;
    return [problem('hook-not-run', shownPath(repo, hook), message, install)];
  }
  return [problem('hook-absent', undefined, `${event}: the pyc-guard hook is not installed`, install)];
}
