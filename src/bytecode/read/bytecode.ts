import type { CodeObject, StringValue } from './code-object.ts';
import type { Header } from './header.ts';
import type { Run } from './printable-runs.ts';

/**
 * How far reading came: `full` to the end of the code, `partial` part of the way, `fallback` no
 * further than the header or not even there, so that only text was searched for.
 */
export type ReadStatus = 'full' | 'partial' | 'fallback' | 'not-bytecode';

/** What one file holds. Strings are places in `bytes`; `decode` reads them. */
export interface Bytecode {
  /** Of a file that is larger than what is read of one, the beginning. */
  readonly bytes: Uint8Array;
  /** Of the whole file. */
  readonly size: number;
  readonly status: ReadStatus;
  readonly kind: 'pyc' | 'jvm-class';
  /** Absent for Java classes and for what is no bytecode. */
  readonly header: Header | undefined;
  /** Whole code objects in the order they begin. */
  readonly codes: readonly CodeObject[];
  /** Every string that was read, in the order of the file. */
  readonly strings: readonly StringValue[];
  /** Text found without structure: a Java constant pool, or what stands where reading failed. */
  readonly runs: readonly Run[];
  readonly objects: number;
  /** Bytes after the code that Python never looks at. */
  readonly trailing: number;
  readonly error: string | undefined;
  /** Whether our own bounds ended the reading: Python may read on, and run what nobody looked at. */
  readonly isBounded: boolean;
}
