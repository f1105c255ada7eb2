/**
 * What each command counts: the `summary` of its result. An optional count is present only if that work was
 * asked for. These are type aliases, since TypeScript does not accept an interface as a record of numbers.
 */
export type Summaries = {
  install: Partial<Summaries['fix']> & {
    /** Absent where there was nothing to install into. */
    readonly hooksWritten?: number;
    readonly cacheFiles?: number;
  };
  uninstall: { readonly hooksRemoved: number };
  check: {
    readonly checked: number;
    readonly cacheFiles: number;
    readonly strays: number;
    readonly allowed: number;
    /** Of a range. */
    readonly commits?: number;
    /** Files of another name that are bytecode. */
    readonly renamed?: number;
  } & Known &
    (ContentSummary | No<ContentSummary>);
  ignore: { readonly ignoreLinesAdded: number };
  untrack: { readonly untracked: number; readonly strays: number; readonly allowed: number };
  fix: Summaries['untrack'] & Summaries['ignore'];
  clean: {
    readonly files: number;
    readonly directories: number;
    readonly bytes: number;
    readonly skippedTracked: number;
    readonly skippedSourceless: number;
    readonly allowed: number;
    readonly strays: number;
    /** Of the files: without a source, and older than it. */
    readonly orphans: number;
    readonly stale: number;
    readonly failed: number;
  };
  allow: { readonly patternsAdded: number; readonly patternsRemoved?: number };
  doctor: { readonly errors: number; readonly warnings: number; readonly notes: number };
  inspect: LeakSummary & { readonly files: number; readonly notBytecode: number };
  history: HistoryTotals & Known & (FoundSummary | No<FoundSummary>) & (RewriteSummary | No<RewriteSummary>);
  rules: Record<string, never>;
};

/** The number of findings that are in an earlier report, too; absent if none was given. */
export type Known = { readonly known?: number };

/** What was found inside files. */
export type LeakSummary = {
  readonly secrets: number;
  /** Everything but secrets. */
  readonly leaks: number;
};

/** The same, and how many files were looked into. */
export type ContentSummary = LeakSummary & { readonly inspected: number };

/** None of these counts, for when that work was not asked for. */
export type No<T> = { readonly [key in keyof T]?: never };

/** What `history` and its purge are about: the cache files of all commits. */
export type HistoryTotals = {
  readonly commits: number;
  readonly paths: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly packedBytes: number;
  /** Versions; of a purge, paths. */
  readonly allowed: number;
};

/** Without a purge. */
export type FoundSummary = LeakSummary & { readonly strays: number };

/** Counts of a rewrite that has been proved. */
export type RewriteSummary = {
  readonly rewritten: number;
  readonly packBytesBefore: number;
  readonly packBytesAfter: number;
};
