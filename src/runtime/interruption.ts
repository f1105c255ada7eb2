/** How long a program that was interrupted may take to end before it is made to, in milliseconds. */
const GRACE = 500;

/** The same where a command ends in order, with a report of what it has. */
const GRACE_IN_ORDER = 10_000;

const controller = new AbortController();
let inOrder = false;

/** Says that the caller will end soon after the signal it gets, and report what it has by then. */
export function endInOrder(): AbortSignal {
  inOrder = true;
  return controller.signal;
}

/** Tells whoever asked for it. @returns the time to give the program, in milliseconds */
export function interrupt(): number {
  controller.abort();
  return inOrder ? GRACE_IN_ORDER : GRACE;
}
