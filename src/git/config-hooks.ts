import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfigFileWas, ConfigPlan, HookEvent } from '../model/actions.ts';
import { GuardError } from '../model/errors.ts';
import { ask } from './ask.ts';
import { git } from './run.ts';
import { userConfigFile } from './user-paths.ts';

/** One of our hooks in git's configuration. */
export interface ConfigHook {
  readonly name: string;
  readonly command: string | undefined;
  readonly events: readonly string[];
  readonly enabled: boolean;
  /** What the file was before our first setting, if it has to be restored. */
  readonly fileWas: ConfigFileWas | undefined;
}

export type ConfigScope = ConfigPlan['scope'];

/**
 * Whether this git runs hooks from its configuration, as 2.54 and later do. Others ignore such settings
 * silently. `git hook list` shows it, whatever the version number.
 */
export async function supportsConfigHooks(root: string, program?: string): Promise<boolean> {
  const { exitCode, stderr } = await git(root, ['hook', 'list', 'pre-commit'], {
    ...(program !== undefined && { program }),
    accept: [0, 1, 128, 129], // 128: outside a repository, older ones fail before they read their arguments
  });
  return exitCode === 0 || (exitCode === 1 && !/is not a git command/.test(stderr));
}

/** Our hooks in the configuration of one scope. */
export async function readConfigHooks(root: string, scope: ConfigScope): Promise<ConfigHook[]> {
  const args = ['config', `--${scope}`, '-z', '--get-regexp', '^hook\\.pyc-guard'];
  const { stdout } = await git(root, args, { accept: [0, 1] });
  const hooks = new Map<string, { command?: string; events: string[]; enabled: boolean; was?: string }>();
  for (const entry of stdout.toString().split('\0').filter(Boolean)) {
    const [key = '', ...rest] = entry.split('\n');
    const value = rest.join('\n');
    const [, name = '', variable] = /^hook\.(.*)\.([^.]*)$/.exec(key) ?? [];
    const hook = hooks.get(name) ?? { events: [], enabled: true };
    if (variable === 'command') hook.command = value;
    if (variable === 'event') hook.events.push(value);
    if (variable === 'enabled') hook.enabled = !/^(?:false|no|off|0)$/i.test(value);
    if (variable === 'filewas') hook.was = value;
    hooks.set(name, hook);
  }
  return [...hooks].map(([name, { command, events, enabled, was }]) => ({
    name,
    command,
    events,
    enabled,
    fileWas: was === 'absent' || was === 'unterminated' ? was : undefined,
  }));
}

/** The name our hook for an event has in the configuration; both commit events run one script. */
export const configHookName = (event: HookEvent): string =>
  event === 'pre-commit' || event === 'pre-merge-commit' ? 'pyc-guard' : `pyc-guard-${event}`;

/** The file that git writes the configuration of a scope to. */
export async function configFile(root: string, scope: ConfigScope): Promise<string> {
  if (scope === 'global') return userConfigFile();
  const path = await ask(root, ['rev-parse', '--git-path', 'config']);
  return resolve(root, path.replace(/\n$/, ''));
}

/** The scope that decides on a setting: `local`, `worktree`, `global`, `system` or `command`. */
export async function scopeOf(root: string, key: string): Promise<string> {
  const answer = await ask(root, ['config', '--show-scope', '--get', key]);
  return answer.split('\t')[0] ?? '';
}

/** How often an edit is tried while another git edits the same file, with this pause (in milliseconds). */
const TRIES = 21;
const PAUSE = 100;

/**
 * Sets, adds or removes settings of one scope. git fails if another git edits the same file at that moment, as
 * a second install does, so the edit is tried again.
 */
export async function editConfig({ root, scope, args }: ConfigPlan): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await ask(root, ['config', `--${scope}`, ...args]);
      return;
    } catch (error) {
      const isLocked = error instanceof GuardError && error.message.includes('could not lock config file');
      if (!isLocked || tries === TRIES) throw error;
      await sleep(PAUSE);
    }
  }
}
