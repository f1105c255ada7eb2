import { GuardError } from '../model/errors.ts';

/** Asks a person before something that can't be undone. */
export type Confirm = (question: string) => Promise<boolean>;

/**
 * A function that asks; `null` if no question is needed.
 *
 * @param what - what the command is about to do, in a few words
 * @throws GuardError if there is no terminal to ask on
 */
export async function confirmation(asks: boolean, what: string): Promise<Confirm | null> {
  if (!asks) return null;
  const { askYesNo, personAtTerminal } = await import('../runtime/terminal.ts');
  if (personAtTerminal()) return askYesNo;
  const message = `${what}, and there is no terminal to ask on`;
  throw new GuardError('needs-yes', message, 'See what it would do with --dry-run, then add --yes.');
}

/** A function that asks on the terminal; `null` if there is none: then the command goes on with a warning. */
export async function confirmationAtTerminal(): Promise<Confirm | null> {
  const { askYesNo, personAtTerminal } = await import('../runtime/terminal.ts');
  return personAtTerminal() ? askYesNo : null;
}
