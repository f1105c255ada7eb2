import { join } from 'node:path';
import { allowedAmong } from '../git/attributes.ts';
import { addablePaths, type Suspects, stagedChanges, trackedSuspects } from '../git/index-entries.ts';
import { linksNamedPycache } from '../git/links-named-pycache.ts';
import { namedPaths } from '../git/named-paths.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { classify, classifyEntry, isNamedPycache } from '../model/classify.ts';
import { classifyPaths, type SortedOut } from '../model/classify-paths.ts';
import { GuardError } from '../model/errors.ts';
import { lstatOrNull } from '../model/files.ts';
import { cacheFile, stray } from '../model/findings.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { StartProgress } from '../model/progress.ts';
import type { ContentSummary, No } from '../model/summaries.ts';
import type { Warning } from '../model/warnings.ts';
import type { ExplainedAllowed } from './explain-allowances.ts';
import type { InspectedFiles } from './inspected-files.ts';

/** What `check` looks at. A folder among `names` means all files below it that git tracks or would add. */
export type CheckSource =
  | { readonly from: 'staged' | 'tracked'; readonly listing: Promise<Looked> }
  | { readonly from: 'range'; readonly range: string }
  | { readonly from: 'list'; readonly names: readonly BytePath[] }
  | {
      readonly from: 'arguments';
      readonly names: readonly BytePath[];
      /** Also checks what is staged: a caller that passes names (a hook framework) leaves out files that are not on disk. */
      readonly andStaged: boolean;
    };

/** Starts listing before the repository is known: the two git calls take equally long, so they run in parallel. */
export function listIndex(from: 'staged' | 'tracked', cwd: string): CheckSource {
  const listing = from === 'staged' ? stagedNames(cwd) : trackedSuspects(cwd);
  listing.catch(() => {}); // outside a repository, opening the repository reports the error
  return { from, listing };
}

export interface CheckOptions {
  /** Inspects the cache files that are found. */
  readonly inspect: boolean;
  /** Inspects all other files as well, for bytecode under another name. */
  readonly content: boolean;
  /** Fails if nothing is staged, instead of reporting success. */
  readonly needsStaged?: boolean;
  readonly progress: StartProgress;
}

/**
 * Reports cache files and strays, and what is inside them; allowed paths are only counted. To keep a clean
 * commit fast, the modules that read bytecode are loaded, and git is asked again, only if something was found.
 */
export async function check(
  repo: Repository,
  source: CheckSource,
  { inspect, content, needsStaged = false, progress }: CheckOptions,
): Promise<Outcome<'check'>> {
  if (source.from === 'range') {
    const { checkRange } = await import('./check-range.ts');
    return checkRange(repo, source.range, inspect ? progress : null);
  }
  const { count, suspects, paths = suspects } = await pathsOf(repo, source);
  const nothing = source.from === 'staged' && count === 0;
  if (nothing && needsStaged) throw nothingStaged();
  const { cacheFiles, strays, allowed } = await classifyPaths(suspects, (paths) => allowedAmong(repo, paths));
  const isNew = source.from !== 'tracked';
  const place = source.from === 'staged' || source.from === 'tracked' ? 'index' : 'disk';
  const inspected =
    inspect && cacheFiles.length > 0 ? await inspectFound(repo, cacheFiles, place, progress) : null;
  const renamed = content
    ? await lookForRenamed(repo, source.from === 'tracked' ? null : paths, place, progress)
    : null;
  const allowances = allowed.length > 0 ? await explained(repo, allowed) : null;
  return outcome({
    findings: [
      ...cacheFiles.flatMap(({ path, kind }) => [
        cacheFile(path, kind),
        ...(inspected?.findings.get(path) ?? []),
      ]),
      ...strays.map((path) => stray(path, isNew)),
      ...[...(renamed?.findings.values() ?? [])].flat(),
      ...(allowances?.findings ?? []),
    ],
    allowed: allowances?.allowed ?? [],
    warnings: [
      ...(nothing ? [NOTHING_STAGED] : []),
      ...(inspected?.warnings ?? []),
      ...(renamed?.warnings ?? []),
    ],
    summary: {
      checked: count,
      cacheFiles: cacheFiles.length,
      strays: strays.length,
      allowed: allowed.length,
      ...(await counts(inspected, renamed)),
    },
  });
}

async function explained(repo: Repository, allowed: readonly BytePath[]): Promise<ExplainedAllowed> {
  const { explainAllowances } = await import('./explain-allowances.ts');
  return explainAllowances(repo, allowed, (paths) => allowedAmong(repo, paths));
}

const nothingStaged = (): GuardError =>
  new GuardError(
    'nothing-staged',
    'nothing is staged, so there is nothing to look at',
    'Say what to look at: --tracked (everything in the index), or --range A..B (each of these commits).',
  );

const NOTHING_STAGED: Warning = {
  code: 'nothing-staged',
  message:
    'nothing is staged that adds or changes a file, so nothing was looked at; --tracked looks at everything',
};

async function counts(
  inspected: InspectedFiles<BytePath> | null,
  renamed: InspectedFiles<BytePath> | null,
): Promise<(ContentSummary & { readonly renamed?: number }) | No<ContentSummary>> {
  if (inspected === null && renamed === null) return {};
  const { countFindings } = await import('./inspected-files.ts');
  return { ...countFindings([inspected, renamed]), ...(renamed && { renamed: renamed.findings.size }) };
}

async function inspectFound(
  repo: Repository,
  cacheFiles: SortedOut['cacheFiles'],
  place: 'index' | 'disk',
  progress: StartProgress,
): Promise<InspectedFiles<BytePath>> {
  const { inspectIndexed, inspectOnDisk } = await import('./inspect-cache-files.ts');
  const paths = cacheFiles.map(({ path }) => path);
  return place === 'index' ? inspectIndexed(repo, paths, progress) : inspectOnDisk(repo, paths, progress);
}

/** @param paths - `null` for all that is tracked */
async function lookForRenamed(
  repo: Repository,
  paths: readonly BytePath[] | null,
  place: 'index' | 'disk',
  progress: StartProgress,
): Promise<InspectedFiles<BytePath>> {
  const { checkIndexed, checkOnDisk } = await import('./check-content.ts');
  return place === 'index' ? checkIndexed(repo, paths, progress) : checkOnDisk(repo, paths ?? []);
}

async function pathsOf(repo: Repository, source: Exclude<CheckSource, { from: 'range' }>): Promise<Looked> {
  switch (source.from) {
    case 'staged':
    case 'tracked':
      return source.listing;
    case 'list':
      return notFiles(repo, [...new Set(await namedPaths(repo, source.names))]);
    case 'arguments':
      return notFiles(repo, [
        ...new Set([
          ...(await expandFolders(repo, await namedPaths(repo, source.names))),
          ...(source.andStaged ? await stagedPaths(repo.root) : []),
        ]),
      ]);
  }
}

/** The paths to check, and those among them that are cache files or strays by name. */
interface Looked extends Suspects {
  /** All paths, if they were listed. */
  readonly paths?: readonly BytePath[];
}

async function stagedNames(cwd: string): Promise<Looked> {
  const changes = await stagedChanges(cwd);
  const suspects = changes.filter(({ path, mode }) => classifyEntry(path, mode) !== 'none');
  const pathOf = ({ path }: { path: BytePath }): BytePath => path;
  return { count: changes.length, suspects: suspects.map(pathOf), paths: changes.map(pathOf) };
}

const stagedPaths = async (cwd: string): Promise<BytePath[]> =>
  (await stagedChanges(cwd)).map(({ path }) => path);

/** Sorts paths by name alone, except for those named `__pycache__`, whose mode in the index or on disk decides. */
async function notFiles(repo: Repository, paths: readonly BytePath[]): Promise<Looked> {
  const links = new Set(paths.some(isNamedPycache) ? await linksNamedPycache(repo.root) : []);
  const isLink = (path: BytePath): boolean =>
    links.has(path) || lstatOrNull(join(repo.root, toText(path)))?.isSymbolicLink() === true;
  const suspects = paths.filter((path) => !isNamedPycache(path) || classify(path) !== 'none' || isLink(path));
  return { count: paths.length, suspects, paths };
}

async function expandFolders(repo: Repository, named: readonly BytePath[]): Promise<BytePath[]> {
  const paths = new Set<BytePath>();
  for (const path of named) {
    const isFolder = path === '' || lstatOrNull(join(repo.root, toText(path)))?.isDirectory() === true;
    for (const each of isFolder ? await addablePaths(repo, path) : [path]) paths.add(each);
  }
  return [...paths];
}
