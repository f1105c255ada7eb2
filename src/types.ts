/** The words every layer speaks: what was found, what will be done, what came out. */

declare const bytePath: unique symbol;

/**
 * A path exactly as git stores it: one character a byte (latin1), parts separated by `/`,
 * relative to the top of the work tree. See `core/byte-path.ts`.
 */
export type BytePath = string & { readonly [bytePath]: true };

/** What makes a path a cache file. `numba` and `temp` count only inside a `__pycache__` directory. */
export type CacheKind = 'pyc' | 'pyo' | 'jython' | 'numba' | 'temp';

/** `stray` is anything else inside a `__pycache__` directory; `none` is everything else. */
export type PathKind = CacheKind | 'stray' | 'none';

export type Severity = 'error' | 'warning' | 'note';

export type FindingCode =
  | 'cache-file'
  | 'stray'
  | 'ignore-missing'
  | 'ignore-negated'
  | 'ignore-ineffective'
  | 'ignore-unreadable'
  | 'hook-absent'
  | 'hook-outdated'
  | 'hook-foreign'
  | 'hook-disabled'
  | 'hook-not-executable'
  | 'hook-not-run'
  | 'index-flag'
  | 'allow-unused'
  | 'secret'
  | 'path-leak'
  | 'unchecked-hash'
  | 'hash-mismatch'
  | 'foreign-names'
  | 'sourceless'
  | 'shadowing'
  | 'renamed-bytecode'
  | 'trailing-data';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly path?: BytePath;
  readonly kind?: CacheKind;
  /** Where a pattern stands: an ignore or attributes file, its line (from 1), the pattern. */
  readonly file?: BytePath;
  readonly line?: number;
  readonly pattern?: string;
}

export type Action =
  | {
      readonly do: 'patch-ignore';
      readonly path: BytePath;
      readonly lines: readonly string[];
      readonly write: FileChange;
    }
  | {
      readonly do: 'patch-attributes';
      readonly path: BytePath;
      readonly lines: readonly string[];
      readonly write: FileChange;
    }
  | { readonly do: 'untrack'; readonly path: BytePath };

/** New content for a file, and what it must still hold when the plan is carried out (`null`: absent). */
export interface FileChange {
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What a command found, what it wants done, and the counts. Commands read and decide; they never write. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly actions: readonly Action[];
  readonly summary: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
}
