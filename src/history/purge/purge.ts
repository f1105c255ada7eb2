import { join, resolve } from 'node:path';
import { treesOfAllCommits } from '../../git/all-commits.ts';
import { restoreCommand } from '../../git/bundle.ts';
import { objectCounts } from '../../git/clone-state.ts';
import { expectFilterRepo } from '../../git/filter-repo.ts';
import type { Repository } from '../../git/repository.ts';
import type { Action } from '../../model/actions.ts';
import { type BytePath, fromText, toText } from '../../model/byte-path.ts';
import { count } from '../../model/count.ts';
import { GuardError, interruptedInTime } from '../../model/errors.ts';
import { lstatOrNull } from '../../model/files.ts';
import { type Outcome, outcome, type ProvedOutcome } from '../../model/outcome.ts';
import type { HistoryTotals } from '../../model/summaries.ts';
import type { Warning } from '../../model/warnings.ts';
import { type InspectOptions, inspectHistory } from '../inspect-versions.ts';
import { type FoundVersion, type ReadOptions, readHistory } from '../read/read-history.ts';
import { expectFreshClone } from './expect-fresh-clone.ts';
import { expectedTrees } from './expected-trees.ts';
import { prove } from './prove-purge.ts';

export interface PurgeOptions extends ReadOptions {
  /** The backup's path; `null`: a generated name in the git directory. */
  readonly backup: string | null;
  readonly dryRun: boolean;
  readonly inspect: InspectOptions | null;
  /** Asks a person before anything is changed; `null`: does not ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  /** Prints how to restore everything, before anything is changed. */
  readonly announce: (text: string) => void;
}

/** Plans to remove every cache file from the whole history, except paths that are or were allowed. */
export async function purge(
  repo: Repository,
  options: PurgeOptions,
): Promise<Outcome<'history'> | ProvedOutcome> {
  const obstacles = await obstaclesTo(repo, options.dryRun);
  const file = backupFile(repo, options.backup);
  const reading = await readHistory(repo, { ...options, reflog: false });
  if (!reading.complete) throw interruptedInTime();
  const { purged, kept } = separateAllowed(reading.found);
  if (purged.some(({ inTaggedTree }) => inTaggedTree))
    obstacles.push(...throwOrWarn(tagTree(), options.dryRun));
  const paths = [...new Set(purged.map(({ version }) => version.path))];
  const summary = { ...totals(purged), commits: reading.commits, allowed: kept.size };
  if (paths.length === 0) return outcome({ summary, warnings: obstacles });
  const looked =
    options.inspect === null
      ? null
      : await inspectHistory(repo, { ...reading, found: purged }, options.inspect);
  if (looked?.complete === false) throw interruptedInTime();
  const secrets = [...(looked?.reports.values() ?? [])].flatMap(({ findings }) =>
    findings.filter(({ code }) => code === 'secret'),
  );
  const warnings = [...obstacles, ...keptWarning(kept), ...secrets.map(rotate)];
  const actions: Action[] = [
    { do: 'bundle', path: fromText(file), plan: { bundle: file } },
    ...paths.map((path) => ({ do: 'purge', path }) as const),
  ];
  if (options.dryRun) return outcome({ actions, summary, warnings });
  const before = await treesOfAllCommits(repo);
  const expected = await expectedTrees(repo, before.values(), paths);
  const { 'size-pack': kib = 0 } = await objectCounts(repo);
  if (options.confirm !== null && !(await options.confirm(question(summary, file)))) throw declined();
  if (options.signal.aborted) throw interruptedInTime();
  const restore = restoreCommand(repo, file);
  options.announce(`to have every ref and file back as it was: ${restore}`);
  options.announce(REMOTE_IS_NOT_RESTORED);
  return {
    type: 'proved',
    planned: outcome({ actions, summary, warnings }),
    prove: () =>
      prove(repo, { before, expected, kept, packBytes: kib * 1024, restore, summary, warnings, actions }),
  };
}

/** The reason why the rewrite is refused; a dry run reports it as a warning and goes on. */
async function obstaclesTo(repo: Repository, dryRun: boolean): Promise<Warning[]> {
  try {
    await expectFreshClone(repo, dryRun);
    await expectFilterRepo(repo);
    return [];
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    return throwOrWarn(error, dryRun);
  }
}

function throwOrWarn(obstacle: GuardError, dryRun: boolean): Warning[] {
  if (!dryRun) throw obstacle;
  return [{ code: obstacle.code, message: `${obstacle.message}. ${obstacle.hint}` }];
}

/** All versions of a path are kept if one of them is allowed, since they are the history of a fixture. */
function separateAllowed(found: readonly FoundVersion[]): { purged: FoundVersion[]; kept: Set<BytePath> } {
  const caches = found.filter(({ version }) => version.kind !== 'stray');
  const kept = new Set(caches.filter(({ allowed }) => allowed).map(({ version }) => version.path));
  return { purged: caches.filter(({ version }) => !kept.has(version.path)), kept };
}

function totals(purged: readonly FoundVersion[]): Omit<HistoryTotals, 'commits' | 'allowed'> {
  const blobs = new Map(purged.map(({ version, size }) => [version.oid, size]));
  const sum = (measure: 'bytes' | 'packedBytes') =>
    [...blobs.values()].reduce((total, size) => total + (size?.[measure] ?? 0), 0);
  return {
    paths: new Set(purged.map(({ version }) => version.path)).size,
    blobs: blobs.size,
    bytes: sum('bytes'),
    packedBytes: sum('packedBytes'),
  };
}

function backupFile(repo: Repository, named: string | null): string {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const file =
    named === null ? join(repo.commonDir, 'pyc-guard', `before-purge-${stamp}.bundle`) : resolve(named);
  if (lstatOrNull(file) === null) return file;
  throw new GuardError('backup-exists', `${file} is there already`, 'Name another file with --backup.');
}

const question = ({ paths, commits }: HistoryTotals, file: string): string =>
  `Rewrite the history of ${count(commits, 'commit')} without ${count(paths, 'path')}? A backup is written to ${file} first.`;

const keptWarning = (kept: ReadonlySet<BytePath>): Warning[] =>
  kept.size === 0
    ? []
    : [
        {
          code: 'allowed',
          message: `${count(kept.size, 'path stays', 'paths stay')}, allowed by .gitattributes (-pyc-guard)`,
        },
      ];

const rotate = ({ message, path }: { message: string; path?: BytePath }): Warning => ({
  code: 'rotate-secret',
  message: `revoke and replace this secret; every clone has it: ${path === undefined ? '' : toText(path)} ${message}`,
});

const tagTree = (): GuardError =>
  new GuardError(
    'tag-on-tree',
    'not rewriting history: a tag points at a tree with cache files, and git-filter-repo does not rewrite that',
    'Delete that tag, here and at origin: `git for-each-ref --format="%(objecttype) %(*objecttype) %(refname)"` shows it.',
  );

const declined = (): GuardError =>
  new GuardError('declined', 'nothing was changed', 'Run with --dry-run to see what would be done.');

/** git-filter-repo removes the remote with its configuration, which no bundle holds (git-bundle(1)). */
const REMOTE_IS_NOT_RESTORED =
  'this does not restore the remote: `git remote add origin URL`, then `git fetch origin` and `git remote set-head origin --auto`';
