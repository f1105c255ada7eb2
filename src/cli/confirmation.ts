import { GuardError } from '../model/errors.ts';

/** Puts a question to a person, before something that can't be undone. */
export type Confirm = (question: string) => Promise<boolean>;

/**
 * How to ask; `null` where there is nothing to ask about.
 *
 * @param what - what the command is about to do, in a few words
 * @throws GuardError where nobody is there to ask
 */
export async function confirmation(asks: boolean, what: string): Promise<Confirm | null> {
  if (!asks) return null;
  const { askYesNo, personAtTerminal } = await import('../runtime/terminal.ts');
  if (personAtTerminal()) return askYesNo;
  const message = `${what}, and nobody is there to ask`;
  throw new GuardError('needs-yes', message, 'Look at it with --dry-run, then say --yes.');
}

/** How to ask where a person is at the terminal; `null` elsewhere, where the command goes on with a warning. */
export async function confirmationAtTerminal(): Promise<Confirm | null> {
  const { askYesNo, personAtTerminal } = await import('../runtime/terminal.ts');
  return personAtTerminal() ? askYesNo : null;
}
