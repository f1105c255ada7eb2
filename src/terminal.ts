import process from 'node:process';

/** Asks a person on the terminal; everything but a clear yes is a no. */
export async function askYesNo(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  // an end of input leaves the question without an answer
  const closed = new Promise<string>((resolve) => dialogue.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([dialogue.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
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
