import process from 'node:process';
import { interruptedInTime } from '../model/errors.ts';
import { safeText } from '../model/safe-text.ts';
import { statusLine } from './status-line.ts';

/**
 * Asks a person on the terminal; everything but a clear yes is a no.
 *
 * @param question - may contain names from the disk, which are made safe to print
 * @throws GuardError for Ctrl-C, which is no signal while the terminal is read key by key
 */
export async function askYesNo(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  // Node redraws a line that is edited; a dumb terminal, where that can't be done, edits lines by itself
  const terminal = process.env.TERM !== 'dumb';
  const dialogue = createInterface({ input: process.stdin, output: process.stderr, terminal });
  statusLine()?.pause();
  // at the end of input, or on Ctrl-C, the cursor is still behind the question, so its line is ended here
  const closed = new Promise<null>((resolve) => dialogue.once('close', () => resolve(null)));
  let isInterrupted = false;
  dialogue.once('SIGINT', () => {
    isInterrupted = true;
    dialogue.close();
  });
  try {
    const answer = await Promise.race([dialogue.question(`${safeText(question)} [y/N] `), closed]);
    if (answer === null) process.stderr.write('\n');
    if (isInterrupted) throw interruptedInTime();
    return answer !== null && /^y(es)?$/i.test(answer.trim());
  } finally {
    dialogue.close();
    statusLine()?.resume();
  }
}

export const personAtTerminal = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;
