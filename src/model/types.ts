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
  /** The commit that adds or changes `path`, as a full object id; only where commits were looked at. */
  readonly commit?: string;
  /** Where a pattern stands: an ignore or attributes file, its line (from 1), the pattern as text. */
  readonly file?: BytePath;
  readonly line?: number;
  readonly pattern?: string;
  /** The one command that mends it. */
  readonly fix?: string;
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
  | {
      readonly do: 'write-page';
      readonly path: BytePath;
      readonly plan: { readonly file: string; readonly content: Uint8Array };
    }
  | { readonly do: 'restore'; readonly path: BytePath; readonly plan: MovePlan }
  | { readonly do: 'backup'; readonly path: BytePath; readonly plan: MovePlan | BundlePlan }
  | { readonly do: 'purge'; readonly path: BytePath }
  | {
      readonly do: 'write-hook';
      readonly path: BytePath;
      readonly event: HookEvent;
      readonly via: HookRoute;
      readonly plan: HookFilePlan;
    }
  | {
      readonly do: 'set-config' | 'unset-config';
      readonly key: string;
      readonly value?: string;
      readonly plan: ConfigPlan;
    }
  | {
      readonly do: 'delete';
      readonly path: BytePath;
      readonly bytes: number;
      /** What `clean` takes it for. */
      readonly why?: string;
      /** `folders` go too, in this order, where that leaves them empty. `null`: the workers of `clean` do it. */
      readonly plan: { readonly file: string; readonly folders: readonly string[] } | null;
    };

export type HookEvent =
  | 'pre-commit'
  | 'pre-merge-commit'
  | 'pre-push'
  | 'reference-transaction'
  | 'pre-receive';
/** How git comes to run the gate: a file it looks for, its configuration, or a hook of husky's. */
export type HookRoute = 'file' | 'config' | 'husky';

export interface Warning {
  readonly code: string;
  readonly message: string;
  /** Lines to paste somewhere, as they stand. */
  readonly snippet?: string;
}

export type Area = 'hook' | 'ignore' | 'index' | 'surroundings';

/** Something `doctor` looked at and found right. */
export interface Passed {
  readonly area: Area;
  readonly message: string;
}

/** What a command found, what it wants done, and the counts. Commands read and decide; they never write. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly actions: readonly Action[];
  readonly summary: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
  /** Looks at what was carried out; what it tells takes the place of the rest. */
  readonly proof?: () => Promise<Outcome>;
  /** Only from `doctor`. */
  readonly passed?: readonly Passed[];
  /** What `rules` is asked for. */
  readonly rule?: ServerRule;
  /** Only from `inspect`. */
  readonly files?: readonly InspectedFile[];
}

/** What a bytecode file says of itself. Fields are absent where it does not tell; texts hold no secret. */
export interface InspectedFile {
  readonly path: BytePath;
  /** How far it could be read. */
  readonly read: 'full' | 'partial' | 'fallback' | 'not-bytecode';
  /** The language version, such as `3.13`. */
  readonly python?: string;
  readonly implementation?: string;
  readonly magic?: number;
  /** How Python decides whether it is fresh. */
  readonly validation?: 'timestamp' | 'checked-hash' | 'unchecked-hash' | 'none';
  /** Of the source when it was compiled; ISO 8601, UTC. */
  readonly mtime?: string;
  /** Of the source in bytes, modulo 2^32. */
  readonly sourceSize?: number;
  /** 16 hexadecimal digits in file order. */
  readonly sourceHash?: string;
  /** The path that is recorded in it. */
  readonly compiledFrom?: string;
  /** The source in the same place. `agrees`: no mismatch was found. */
  readonly source?: {
    readonly path?: BytePath;
    readonly state: 'agrees' | 'differs' | 'missing' | 'unknown';
  };
  readonly counts?: Readonly<Record<string, number>>;
  readonly names?: readonly string[];
  readonly strings?: readonly string[];
  readonly pseudoSource?: string;
  /** For a person. */
  readonly shown: {
    /** Where it was taken from; empty for the disk. */
    readonly from: string;
    /** Whose home directory `compiledFrom` is in. */
    readonly user?: string;
    readonly findings: readonly Finding[];
  };
}

/** The rule in the language of a server. */
export interface ServerRule {
  readonly server: string;
  /** Method and path of the request that sets it. */
  readonly request: string;
  /** A command that sends it. */
  readonly apply: string;
  /** The request's body. */
  readonly body: Readonly<Record<string, unknown>>;
}

// What `apply` needs to carry out an action, beside what the user is told of it.

/** New content for a file, and what it must still hold when the plan is carried out (`null`: absent). */
export interface FileChange {
  /** Absolute path. */
  readonly target: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

/** A `git config` call: its scope, and its arguments, run in a folder of the repository meant. */
export interface ConfigPlan {
  readonly root: string;
  readonly scope: 'local' | 'global';
  readonly args: readonly string[];
  /** How the file is to be left, where git alone would not leave it as it was before us. */
  readonly leave?: { readonly file: string; readonly as: ConfigFileWas };
}

/** A configuration file git has to change more of than it can take back: it ends lines, and makes files. */
export type ConfigFileWas = 'absent' | 'unterminated';

export interface HookFilePlan {
  /** Absolute path. */
  readonly file: string;
  readonly content: Uint8Array;
  /** Whether it is made executable; else an old file keeps its mode. */
  readonly executable: boolean;
}

export interface MovePlan {
  readonly from: string;
  readonly to: string;
}

/** Everything in the repository, in one file for `git fetch` (git-bundle(1)). */
export interface BundlePlan {
  readonly bundle: string;
}

export interface PatchPlan {
  /** `null` where the file itself is as it should be. */
  readonly file: FileChange | null;
  /** What the index is to hold for this path; `null` leaves its entry alone. */
  readonly index: StagedFile | null;
}

/** A file as git keeps it: its mode as in `ls-files -s`. */
export type StagedFile = { readonly content: Uint8Array; readonly mode: string };

export interface CommitPlan {
  /** What the commit holds for the patched ignore file; `null` leaves it as it is in HEAD. */
  readonly ignore: StagedFile | null;
  readonly ignorePath: BytePath;
  readonly removals: readonly BytePath[];
}
