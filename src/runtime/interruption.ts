/** After an interruption the program is ended by force after this many milliseconds. */
const GRACE = 500;

/** The same for a command that first reports what it has found so far. */
const GRACE_IN_ORDER = 10_000;

const controller = new AbortController();
let inOrder = false;

/** A signal for a command that ends by itself when it is aborted, and reports what it has found by then. */
export function endInOrder(): AbortSignal {
  inOrder = true;
  return controller.signal;
}

/** Aborts the signal that `endInOrder` gave. @returns how long the program may take to end, in milliseconds */
export function interrupt(): number {
  controller.abort();
  return inOrder ? GRACE_IN_ORDER : GRACE;
}
