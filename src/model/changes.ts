let made = false;

/** Notes that this run has changed something, which counts if its result can't be printed. */
export function noteChange(): void {
  made = true;
}

export const wasChanged = (): boolean => made;
