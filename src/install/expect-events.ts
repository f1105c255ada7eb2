import type { Repository } from '../git/repository.ts';
import { BARE_EVENTS, DEFAULT_EVENTS, HOOK_EVENTS, type HookEvent } from '../model/actions.ts';
import { GuardError } from '../model/errors.ts';

const usualEvents = ({ bare }: Repository): readonly HookEvent[] => (bare ? BARE_EVENTS : DEFAULT_EVENTS);

/**
 * The events to install hooks for in `repo`.
 *
 * @param asked - `null` for the usual ones, and those that were installed before
 * @param remembered - those that were installed before
 * @throws GuardError if git never runs one of them in this kind of repository
 */
export function expectEvents(
  repo: Repository,
  asked: readonly HookEvent[] | null,
  remembered: readonly string[] = [],
): readonly HookEvent[] {
  const forWorktrees = repo.worktrees !== undefined;
  const usual = forWorktrees ? [...DEFAULT_EVENTS, ...BARE_EVENTS] : usualEvents(repo);
  if (asked === null)
    return HOOK_EVENTS.filter((event) => usual.includes(event) || remembered.includes(event));
  if (forWorktrees) return asked;
  const misplaced = asked.find((event) => BARE_EVENTS.includes(event) !== repo.bare);
  if (misplaced === undefined) return asked;
  if (repo.bare) {
    throw new GuardError(
      'wrong-hook-type',
      `this is a bare repository: nobody commits here, so ${misplaced} would never run`,
      `Check what is pushed to it: \`pyc-guard install --hook-type ${BARE_EVENTS.join(' ')}\`.`,
    );
  }
  throw new GuardError(
    'wrong-hook-type',
    `${misplaced} is for a bare repository that others push to; this one has a work tree`,
    'Run the command in that repository, or run it without this --hook-type.',
  );
}
