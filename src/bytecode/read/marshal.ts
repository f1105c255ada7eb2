import type { Ints } from './code-layout.ts';
import { Cursor, MarshalError } from './cursor.ts';
import type { Budget } from './limits.ts';
import { MarshalReader } from './marshal-reader.ts';
import type { ObjectTable } from './object-table.ts';

/** Everything that was read, also when reading stopped half way. */
export interface MarshalResult {
  /** Whether it was read to its end. */
  readonly isWhole: boolean;
  /** What was read: to be used at once, since it is only there until something else is read. */
  readonly table: () => ObjectTable;
  readonly objects: number;
  /** Whole code objects. */
  readonly codeCount: number;
  /** Where reading ended. */
  readonly end: number;
  readonly error: string | undefined;
  /** Whether one of our own limits ended the reading. */
  readonly isBounded: boolean;
}

/**
 * Reads what `marshal.dump` wrote (CPython `Python/marshal.c`, versions 0 to 5) from `start` on.
 * The structure alone shows which Python wrote it; `hint` is only the number of integers in a code object
 * that is tried first. It never throws, and has a stack of its own in place of recursion.
 */
export function readMarshal(bytes: Uint8Array, start: number, budget: Budget, hint?: Ints): MarshalResult {
  let { reader, stopped } = run(bytes, start, budget, hint);
  const { objects, codeCount } = reader;
  const table = (): ObjectTable => {
    if (!reader.isCurrent) {
      // it must stop where it stopped before, which time would not tell
      const most = stopped?.limit === 'time' ? objects - 1 : budget.objects;
      ({ reader, stopped } = run(bytes, start, { ...budget, objects: most, now: () => 0 }, hint));
    }
    return reader.table;
  };
  return {
    isWhole: stopped === undefined,
    table,
    objects,
    codeCount,
    end: reader.cursor.position,
    error: stopped && `${stopped.message} at byte ${stopped.offset}`,
    isBounded: stopped?.limit !== undefined,
  };
}

function run(
  bytes: Uint8Array,
  start: number,
  budget: Budget,
  hint: Ints | undefined,
): { reader: MarshalReader; stopped: MarshalError | undefined } {
  const reader = new MarshalReader(new Cursor(bytes, start), budget, hint);
  try {
    reader.read();
    return { reader, stopped: undefined };
  } catch (thrown) {
    if (!(thrown instanceof MarshalError)) throw thrown;
    reader.giveUp();
    return { reader, stopped: thrown };
  }
}
