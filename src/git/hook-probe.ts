import { randomBytes } from 'node:crypto';
import type { HookEvent } from '../model/actions.ts';
import { git } from './run.ts';

/** A hook that git would run for an event. */
export interface ListedHook {
  /** Its name in the configuration, or `hookdir` for the file. */
  readonly name: string;
  /** Whether the hook itself or its event as a whole is switched off. */
  readonly disabled: 'hook' | 'event' | null;
}

/** What git would run on an event, in its order (git-hook(1), `list`). */
export async function listedHooks(root: string, event: HookEvent): Promise<ListedHook[]> {
  const { stdout } = await git(root, ['hook', 'list', '-z', event], { accept: [0, 1] });
  return stdout
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      if (line === 'hook from hookdir') return { name: 'hookdir', disabled: null };
      const marks = line.split('\t');
      const name = marks.pop() ?? '';
      const disabled = marks.includes('event-disabled')
        ? 'event'
        : marks.includes('disabled')
          ? 'hook'
          : null;
      return { name, disabled };
    });
}

/**
 * Whether git starts our hook for an event. No other hook may be installed for it, since git really runs it;
 * ours ends at once when it sees the variable. `null` if this git (before 2.36) has no command to run a hook.
 */
export async function gitStartsHook(root: string, event: HookEvent): Promise<boolean | null> {
  const nonce = randomBytes(8).toString('hex');
  const { exitCode, stdout, stderr } = await git(root, ['hook', 'run', '--ignore-missing', event], {
    env: { PYC_GUARD_PROBE: nonce },
    accept: Array.from({ length: 256 }, (_, code) => code),
  });
  if (exitCode === 129 || /is not a git command/.test(stderr)) return null;
  return exitCode !== 0 && `${stdout}${stderr}`.includes(nonce);
}
