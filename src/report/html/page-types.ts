/** All data embedded in the page. Names have unsafe characters escaped and are otherwise unchanged. */
export interface PageData {
  readonly repository: string;
  readonly version: string;
  /** When the page was made, in seconds since 1970. */
  readonly made: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** Days (seconds since 1970); for the end of each, the bytes in every clone and the bytes in the files. */
  readonly growth: {
    readonly days: readonly number[];
    readonly stored: readonly number[];
    readonly standing: readonly number[];
  };
  readonly folders: readonly Share[];
  readonly pythons: readonly Share[];
  readonly files: readonly FileRow[];
  readonly secrets: readonly LeakRow[];
  /** Findings other than secrets: home directories, user names, and bytecode that differs from the reviewed source. */
  readonly leaks: readonly LeakRow[];
  /** How to fix it, in order. */
  readonly commands: readonly Advice[];
}

export interface Share {
  readonly name: string;
  readonly bytes: number;
  readonly blobs: number;
}

export interface FileRow {
  readonly path: string;
  readonly oid: string;
  /** -1 where it is not known. */
  readonly bytes: number;
  readonly packed: number;
  readonly python: string;
  readonly first: string;
  readonly firstCommit: string;
  readonly removed: string;
  readonly atTip: boolean;
}

export interface LeakRow {
  readonly severity: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly commit: string;
}

export interface Advice {
  readonly why: string;
  readonly run: string;
}
