/** Called from time to time while a command works. @param total - `null` while it is not known */
export type OnProgress = (done: number, total: number | null) => void;

/** Starts to count one kind of work: `reading bytecode`, `blobs`. */
export type StartProgress = (label: string, unit: string) => OnProgress;
