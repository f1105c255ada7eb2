import type { ConfigPlan, HookEvent } from '../types.ts';
import { git } from './run.ts';

/** Settings of our own hooks, as git tells them. */
export interface ConfigHook {
  readonly name: string;
  readonly command: string | undefined;
  readonly events: readonly string[];
  readonly enabled: boolean;
}

export type ConfigScope = ConfigPlan['scope'];

/**
 * Whether this git runs hooks from its configuration: 2.54 and later have `git hook list`. Older
 * ones ignore such settings without a word, so we ask, and never go by a version number.
 */
export async function supportsConfigHooks(root: string, program = 'git'): Promise<boolean> {
  const { exitCode, stderr } = await git(root, ['hook', 'list', 'pre-commit'], {
    program,
    accept: [0, 1, 128, 129], // 128: older ones want a repository before they look at their arguments
  });
  return exitCode === 0 || (exitCode === 1 && !/is not a git command/.test(stderr));
}

/** Our hooks in the configuration of one scope. */
export async function readConfigHooks(root: string, scope: ConfigScope): Promise<ConfigHook[]> {
  const args = ['config', `--${scope}`, '-z', '--get-regexp', '^hook\\.pyc-guard'];
  const { stdout } = await git(root, args, { accept: [0, 1] });
  const hooks = new Map<string, { command?: string; events: string[]; enabled: boolean }>();
  for (const entry of stdout.toString().split('\0').filter(Boolean)) {
    const [key = '', ...rest] = entry.split('\n');
    const value = rest.join('\n');
    const [, name = '', variable] = /^hook\.(.*)\.([^.]*)$/.exec(key) ?? [];
    const hook = hooks.get(name) ?? { events: [], enabled: true };
    if (variable === 'command') hook.command = value;
    if (variable === 'event') hook.events.push(value);
    if (variable === 'enabled') hook.enabled = !/^(?:false|no|off|0)$/i.test(value);
    hooks.set(name, hook);
  }
  return [...hooks].map(([name, { command, events, enabled }]) => ({ name, command, events, enabled }));
}

/** The name our hook for an event has in the configuration; both commit events run one script. */
export const configHookName = (event: HookEvent): string =>
  event === 'pre-commit' || event === 'pre-merge-commit' ? 'pyc-guard' : `pyc-guard-${event}`;

/** Sets, adds or takes away configuration of one scope. */
export async function editConfig({ root, scope, args }: ConfigPlan): Promise<void> {
  await git(root, ['config', `--${scope}`, ...args]);
}
