// Apart from temporary-file.ts, which loads node:crypto: that would delay the start of every command by 3 ms.
import { rmSync } from 'node:fs';

const temporaries = new Set<string>();

/** Registers a file of ours, which `abandonAll` deletes if the program is interrupted before `abandon`. */
export function remember(temporary: string): void {
  temporaries.add(temporary);
}

/** Whether a file is one of this run that is still temporary. */
export const isRemembered = (temporary: string): boolean => temporaries.has(temporary);

/** A file that has taken its place is no longer temporary. */
export function forget(temporary: string): void {
  temporaries.delete(temporary);
}

/** Deletes a file of ours, if it is there. One that can't be deleted is left for the next run. */
export function abandon(temporary: string): void {
  temporaries.delete(temporary);
  try {
    rmSync(temporary, { force: true });
  } catch {
    // the error that led to this clean-up matters more than an error of the clean-up itself
  }
}

/** Deletes what an interrupted run has prepared and not put in place. */
export function abandonAll(): void {
  for (const temporary of temporaries) abandon(temporary);
}
