import { allowedAmong } from '../../git/attributes.ts';
import { type BlobSize, blobSizes } from '../../git/blob-sizes.ts';
import { type Completeness, completeness } from '../../git/completeness.ts';
import { entriesAmong } from '../../git/index-entries.ts';
import { presentAmong } from '../../git/objects.ts';
import { refTips, type Tips, treeEntries } from '../../git/ref-tips.ts';
import type { Repository } from '../../git/repository.ts';
import type { BytePath } from '../../model/byte-path.ts';
import { classifyEntry } from '../../model/classify.ts';
import { GuardError, isInterruption } from '../../model/errors.ts';
import type { OnProgress } from '../../model/progress.ts';
import { allowedAtHead, allowedThen } from './allowed-then.ts';
import { presentAtTips } from './at-tips.ts';
import { type Version, VersionTable } from './version-table.ts';
import { walkCommits } from './walk-commits.ts';

export interface ReadOptions {
  /** Also reads commits that only reflogs have. */
  readonly reflog: boolean;
  /** Ends the reading early, with what was found so far. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** A version with everything git knows of it. */
export interface FoundVersion {
  readonly version: Version;
  readonly size: BlobSize | undefined;
  readonly atTip: boolean;
  readonly staged: boolean;
  /** Whether a tag names a tree that has it, without a commit. */
  readonly inTaggedTree: boolean;
  /** By the attributes of the commit that added it, or by the present ones. */
  readonly allowed: boolean;
}

export interface HistoryContents extends Completeness {
  readonly found: readonly FoundVersion[];
  /** Commits read. */
  readonly commits: number;
  /** False where it was interrupted. */
  readonly complete: boolean;
}

/** Reads every commit, tag and the index for cache files and strays. @throws GuardError if git can't read them all */
export async function readHistory(repo: Repository, options: ReadOptions): Promise<HistoryContents> {
  const { table, lacks, walked, staged, tips } = await readInParallel(repo, options);
  const versions = table.versions();
  const oids = new Set(versions.map(({ oid }) => oid));
  const paths = [...new Set(versions.map(({ path }) => path))];
  // in a partial clone only the checked-out attributes can be read without fetching
  const canReadAttributes = !lacks.partial && walked.complete;
  const [sizes, present, now, then] = await Promise.all([
    despiteInterruption(async () => blobSizes(repo, lacks.partial ? await presentAmong(repo, oids) : oids)),
    despiteInterruption(() => presentAtTips(repo, tips.roots, paths)),
    despiteInterruption(() => allowedNow(repo, lacks, paths)),
    despiteInterruption(async () =>
      canReadAttributes ? allowedThen(repo, versions, table.attributes) : NONE,
    ),
  ]);
  return {
    ...lacks,
    commits: walked.commits,
    complete: walked.complete && !options.signal.aborted,
    found: versions.map((version) => ({
      version,
      size: sizes.get(version.oid),
      atTip: present.get(version.path)?.has(version.oid) === true,
      staged: staged.has(key(version)),
      inTaggedTree: tips.tagged.has(key(version)),
      allowed: now.has(version.path) || then.has(version),
    })),
  };
}

const NONE: ReadonlySet<Version> = new Set();

/** Everything that is asked in parallel with the reading of the commits, which takes longest. */
async function readInParallel(repo: Repository, options: ReadOptions) {
  const table = new VersionTable();
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const walking = walkCommits(repo, table, { ...options, signal });
  const lacking = despiteInterruption(() => completeness(repo));
  try {
    const [walked, lacks, staged, tips] = await Promise.all([
      explain(walking, lacking),
      lacking,
      despiteInterruption(() => recordIndex(repo, table)),
      despiteInterruption(() => recordTips(repo, table)),
    ]);
    return { table, lacks, walked, staged, tips };
  } catch (error) {
    failed.abort();
    throw error;
  }
}

/**
 * Ctrl-C ends every git in the terminal. The short questions are then asked again, so that the commits
 * read so far can still be reported.
 */
async function despiteInterruption<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isInterruption(error)) throw error;
    return work();
  }
}

/** @returns the keys of the versions in the index */
async function recordIndex(repo: Repository, table: VersionTable): Promise<Set<string>> {
  const staged = new Set<string>();
  if (repo.bare) return staged;
  for (const { path, mode, oid } of await entriesAmong(repo, null)) {
    table.add(path, mode, oid, null);
    if (classifyEntry(path, mode) !== 'none') staged.add(key({ path, oid }));
  }
  return staged;
}

const key = ({ path, oid }: Pick<Version, 'path' | 'oid'>): string => `${oid} ${path}`;

/** @returns the targets of the refs, and the keys of the versions in trees that tags name */
async function recordTips(repo: Repository, table: VersionTable): Promise<Tips & { tagged: Set<string> }> {
  const tips = await refTips(repo);
  const tagged = new Set<string>();
  for (const tree of tips.trees) recordTree(table, await treeEntries(repo, tree), tagged);
  return { ...tips, tagged };
}

/** @param entries - as `git ls-tree -r -z` gives them: `mode type id` TAB `path` */
function recordTree(table: VersionTable, entries: readonly string[], tagged: Set<string>): void {
  for (const entry of entries) {
    const tab = entry.indexOf('\t');
    const [mode = '', , oid = ''] = entry.slice(0, tab).split(' ');
    const path = entry.slice(tab + 1) as BytePath;
    table.add(path, mode, oid, null);
    if (classifyEntry(path, mode) !== 'none') tagged.add(key({ path, oid }));
  }
}

async function allowedNow(
  repo: Repository,
  { partial }: Completeness,
  paths: readonly BytePath[],
): Promise<ReadonlySet<BytePath>> {
  if (!repo.bare) return allowedAmong(repo, paths);
  return partial ? new Set() : allowedAtHead(repo, paths);
}

/** Refuses a clone without trees: reading it would fetch them all, which the user should decide. */
async function explain<T>(work: Promise<T>, lacking: Promise<Completeness>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GuardError && (await lacking).partial)) throw error;
    throw new GuardError(
      'partial-clone',
      `this partial clone lacks trees, and pyc-guard does not fetch by itself (${error.message})`,
      'Run `git fetch --refetch --filter=blob:none` (git 2.36 or later), or work in a full clone.',
      { cause: error },
    );
  }
}
