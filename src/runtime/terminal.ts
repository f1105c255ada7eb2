import process from 'node:process';
import { interruptedInTime } from '../model/errors.ts';
import { safeText } from '../model/safe-text.ts';

/**
 * Asks a person on the terminal; everything but a clear yes is a no.
 *
 * @param question - may contain names from the disk, which are made safe to print
 * @throws GuardError for Ctrl-C, which is no signal while the terminal is read key by key
 */
export async function askYesNo(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
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
  }
}

export const personAtTerminal = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

export interface ProgressLine {
  /** @param text - called only when it is time to show it */
  readonly show: (text: () => string) => void;
  readonly end: () => void;
}

/** Runs shorter than this show no progress, in milliseconds. */
const PATIENCE = 1000;
const INTERVAL = 200;

/** A line on the terminal that is written over and over, and gone at the end. */
export function progressLine(wanted: boolean): ProgressLine {
  if (!wanted || process.stderr.isTTY !== true) return { show: () => {}, end: () => {} };
  let next = Date.now() + PATIENCE;
  let shown = false;
  return {
    show: (text) => {
      if (Date.now() < next) return;
      next = Date.now() + INTERVAL;
      shown = true;
      process.stderr.write(`\r\x1b[K${text()}`);
    },
    end: () => {
      if (shown) process.stderr.write('\r\x1b[K');
    },
  };
}
