import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfigPlan } from '../model/actions.ts';
import { GuardError } from '../model/errors.ts';
import { ask } from './ask.ts';
import { git } from './run.ts';

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

/** The scope that decides on a setting: `local`, `worktree`, `global`, `system` or `command`; empty if it is not set. */
export async function scopeOf(root: string, key: string): Promise<string> {
  const answer = await ask(root, ['config', '--show-scope', '--get', key], { accept: [0, 1] });
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
