/** The words every layer speaks: what was found, what will be done, what came out. */

import type { Sweep } from './sweep/lot.ts';

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
  | 'not-deleted'
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

/** New content for a file, and what it must still hold when the plan is carried out (`null`: absent). */
export interface FileChange {
  /** Absolute path. */
  readonly target: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

/**
 * One thing to be done to one path. `path` is relative to the top of the work tree where it lies
 * inside, else absolute. `plan` is what only `apply` needs; the rest is shown to the user.
 */
export type Action =
  | { readonly do: 'untrack'; readonly path: BytePath }
  | {
      readonly do: 'patch-ignore' | 'patch-attributes';
      readonly path: BytePath;
      readonly lines: readonly string[];
      readonly plan: PatchPlan;
    }
  | { readonly do: 'commit'; readonly message: string; readonly plan: CommitPlan }
  | { readonly do: 'backup' | 'restore'; readonly path: BytePath; readonly plan: MovePlan }
  | {
      readonly do: 'write-hook';
      readonly path: BytePath;
      readonly event: HookEvent;
      readonly via: HookRoute;
      readonly plan: { readonly file: string; readonly content: Uint8Array };
    }
  | {
      readonly do: 'delete';
      readonly path: BytePath;
      readonly bytes: number;
      /** What `clean` takes it for. */
      readonly why?: string;
      /** `folders` go too, in this order, where that leaves them empty. `null`: a sweep does it. */
      readonly plan: { readonly file: string; readonly folders: readonly string[] } | null;
    };

export type HookEvent = 'pre-commit' | 'pre-merge-commit';
export type HookRoute = 'file';

export interface MovePlan {
  readonly from: string;
  readonly to: string;
}

export interface PatchPlan {
  /** `null` where the file itself is as it should be. */
  readonly file: FileChange | null;
  /** What the index is to hold for this path; `null` leaves its entry alone. */
  readonly index: Uint8Array | null;
}

export interface CommitPlan {
  /** What the commit holds for the patched ignore file; `null` leaves it as it is in HEAD. */
  readonly ignore: Uint8Array | null;
  readonly ignorePath: BytePath;
  readonly removals: readonly BytePath[];
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
  /** Deletions to be carried out lot by lot; its conclusion is the outcome then. */
  readonly sweep?: Sweep;
}
