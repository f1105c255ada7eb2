import type { CodeObject, StringValue } from './code-object.ts';
import type { Header } from './header.ts';
import type { Run } from './printable-runs.ts';

/**
 * How far reading came: `full` to the end of the code, `partial` part of the way, `fallback` no
 * further than the header or not even there, so that only text was searched for.
 */
export type ReadStatus = 'full' | 'partial' | 'fallback' | 'not-bytecode';

/** The content of a file. Strings are ranges of `bytes`; `decode` reads them. */
export interface Bytecode {
  /** The beginning of the file, if it is larger than the limit. */
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
  /** Text found without structure: in a Java constant pool, or behind the point where reading failed. */
  readonly runs: readonly Run[];
  readonly objects: number;
  /** Bytes after the code that Python never looks at. */
  readonly trailing: number;
  readonly error: string | undefined;
  /** Whether one of our limits ended the reading: Python may read on, and run code that was not inspected. */
  readonly isBounded: boolean;
}
