import type { CodeObject, Ints, StringValue, Value } from './code-object.ts';
import { Cursor, MarshalError } from './cursor.ts';
import type { Budget } from './limits.ts';
import { MarshalReader } from './marshal-reader.ts';

/** Everything that was read, also when reading stopped half way. */
export interface MarshalResult {
  /** Absent when reading stopped half way. */
  readonly root: Value | undefined;
  /** In the order of the file, the outermost first. Only whole ones. */
  readonly codes: readonly CodeObject[];
  readonly strings: readonly StringValue[];
  readonly objects: number;
  /** Where reading ended. */
  readonly end: number;
  readonly error: string | undefined;
  /** Whether one of our own bounds ended the reading. */
  readonly isBounded: boolean;
}

/**
 * Reads what `marshal.dump` wrote (CPython `Python/marshal.c`, versions 0 to 5) from `start` on.
 * The structure alone shows which Python wrote it; `hint` is only the number of integers in a code object
 * that is tried first. It never throws, and has a stack of its own in place of recursion.
 */
export function readMarshal(bytes: Uint8Array, start: number, budget: Budget, hint?: Ints): MarshalResult {
  const reader = new MarshalReader(new Cursor(bytes, start), budget, hint);
  let root: Value | undefined;
  let error: string | undefined;
  let isBounded = false;
  try {
    root = reader.read();
  } catch (thrown) {
    if (!(thrown instanceof MarshalError)) throw thrown;
    reader.giveUp();
    isBounded = thrown.isBound;
    error = `${thrown.message} at byte ${thrown.offset}`;
  }
  const codes = reader.codes.filter((code) => code.layout.total > 0);
  return {
    root,
    codes,
    strings: reader.strings,
    objects: reader.objects,
    end: reader.cursor.position,
    error,
    isBounded,
  };
}
