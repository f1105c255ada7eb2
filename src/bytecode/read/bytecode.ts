import type { CodeObject, StringValue } from './code-object.ts';
import type { Header } from './header.ts';
import { EMPTY_TABLE, type ObjectTable } from './object-table.ts';
import { Objects } from './objects.ts';
import type { Run } from './printable-runs.ts';

/**
 * How far reading came: `full` to the end of the code, `partial` part of the way, `fallback` no
 * further than the header or not even there, so that only text was searched for.
 */
export type ReadStatus = 'full' | 'partial' | 'fallback' | 'not-bytecode';

/** What was read of a file, and how far. */
export interface ReadFile {
  /** The beginning of the file, if it is larger than the limit. */
  readonly bytes: Uint8Array;
  /** Of the whole file. */
  readonly size: number;
  readonly status: ReadStatus;
  readonly kind: 'pyc' | 'jvm-class';
  /** Absent for Java classes and for what is no bytecode. */
  readonly header: Header | undefined;
  /** All objects that were read. What it gives is to be used at once: it is only there until another file is read. */
  readonly table?: () => ObjectTable;
  /** Text found without structure: in a Java constant pool, or behind the point where reading failed. */
  readonly runs?: readonly Run[];
  readonly objects?: number;
  /** Whole code objects. */
  readonly codeCount?: number;
  /** Bytes after the code that Python never looks at. */
  readonly trailing?: number;
  readonly error?: string | undefined;
  /** Whether one of our limits ended the reading: Python may read on, and run code that was not inspected. */
  readonly isBounded?: boolean;
}

const noTable = (): ObjectTable => EMPTY_TABLE;
const NO_RUNS: readonly Run[] = [];

/** The content of a file. Strings are ranges of `bytes`; `decode` reads them. */
export class Bytecode implements ReadFile {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly status: ReadStatus;
  readonly kind: 'pyc' | 'jvm-class';
  readonly header: Header | undefined;
  readonly table: () => ObjectTable;
  readonly runs: readonly Run[];
  readonly objects: number;
  readonly codeCount: number;
  readonly trailing: number;
  readonly error: string | undefined;
  readonly isBounded: boolean;
  #made: { readonly codes: CodeObject[]; readonly strings: StringValue[] } | undefined;

  constructor(read: ReadFile) {
    this.bytes = read.bytes;
    this.size = read.size;
    this.status = read.status;
    this.kind = read.kind;
    this.header = read.header;
    this.table = read.table ?? noTable;
    this.runs = read.runs ?? NO_RUNS;
    this.objects = read.objects ?? 0;
    this.codeCount = read.codeCount ?? 0;
    this.trailing = read.trailing ?? 0;
    this.error = read.error;
    this.isBounded = read.isBounded ?? false;
  }

  /** Whole code objects in the order they begin. */
  get codes(): readonly CodeObject[] {
    return this.#all().codes;
  }

  /** Every string that was read, in the order of the file. */
  get strings(): readonly StringValue[] {
    return this.#all().strings;
  }

  /**
   * Some of the code objects of a file that was read to its end: those that are among their constants, or around them,
   * have only names, arguments and the numbers. Of most files, all are never needed.
   */
  codesAmong(isWanted: (index: number) => boolean): Generator<CodeObject> {
    return this.#codesOf(new Objects(this.table()), isWanted);
  }

  withHeader(header: Header): Bytecode {
    return new Bytecode({ ...this, header });
  }

  #all(): { readonly codes: readonly CodeObject[]; readonly strings: readonly StringValue[] } {
    if (this.#made === undefined) {
      const objects = new Objects(this.table());
      this.#made = { codes: [...this.#codesOf(objects, () => true)], strings: objects.strings() };
    }
    return this.#made;
  }

  *#codesOf(objects: Objects, isWanted: (index: number) => boolean): Generator<CodeObject> {
    const count = objects.codeCount;
    for (let index = 0; index < count; index += 1) {
      if (!isWanted(index)) continue;
      // another file may have been read since the last one
      this.table();
      const code = objects.code(index);
      if (code !== undefined) yield code;
    }
  }
}
