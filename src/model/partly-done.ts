import type { Action, ActionKind } from './actions.ts';
import { toText } from './byte-path.ts';
import { type Failure, GuardError, isInterruption, toFailure } from './errors.ts';

/** Words for what no action says. */
export interface PartlyWords {
  /** What was done. */
  readonly done?: string;
  /** What to do; else the cause's hint. */
  readonly hint?: string;
}

/** Thrown if only a part of a plan was carried out. */
export class PartlyDone extends GuardError {
  /** What was done, in order. */
  readonly done: readonly Action[];

  constructor(done: readonly Action[], left: readonly Action[], cause: unknown, words: PartlyWords = {}) {
    const { message, hint }: Failure = toFailure(cause);
    const open = left.length === 0 ? '' : `; not done: ${listed(left)}`;
    const rest = left.length === 0 ? hint : `${hint} What is left to do is then done.`;
    super(
      isInterruption(cause) ? 'interrupted' : 'partly-done',
      `partly done: ${message}; done: ${words.done ?? listed(done)}${open}`,
      words.hint ?? rest,
      { cause },
    );
    this.done = done;
  }
}

const VERBS: Readonly<Record<ActionKind, string>> = {
  untrack: 'untrack',
  'patch-ignore': 'patch',
  'patch-attributes': 'patch',
  commit: 'commit',
  backup: 'keep',
  bundle: 'keep',
  restore: 'restore',
  purge: 'purge',
  'write-page': 'write',
  'write-hook': 'write',
  'set-config': 'set',
  'unset-config': 'unset',
  delete: 'delete',
};

/** Each kind of action with its first few paths, in one line. */
function listed(actions: readonly Action[]): string {
  const kinds = new Map<string, string[]>();
  for (const action of actions) {
    const verb = VERBS[action.do];
    const subjects = kinds.get(verb) ?? [];
    subjects.push(subject(action));
    kinds.set(verb, subjects);
  }
  return [...kinds].map(([verb, subjects]) => `${verb} ${few(subjects)}`).join(', ');
}

function few(subjects: readonly string[]): string {
  const some = subjects.slice(0, 3).join(', ');
  return subjects.length > 3 ? `${some} and ${subjects.length - 3} more` : some;
}

function subject(action: Action): string {
  if (action.do === 'commit') return `"${action.message.split('\n', 1)[0]}"`;
  return 'key' in action ? action.key : toText(action.path);
}
