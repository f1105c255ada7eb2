import type { Repository } from '../git/repository.ts';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { notDeleted, onlyCopy } from '../model/findings.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { Warning, WarningCode } from '../model/warnings.ts';
import type { Batch, Deletion, DeletionResult } from './batch.ts';
import { debrisMatcher, type Topic } from './debris.ts';
import { type CleanNotes, findBatches, noCleanNotes } from './find-batches.ts';
import { findRoots, type RepositoryRoot } from './find-roots.ts';
import type { SkipReason } from './skip-folder.ts';
import type { WalkRules } from './walk-rules.ts';

export interface CleanOptions {
  /** The current folder. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly names: readonly string[];
  /** The topics whose debris is deleted, too. */
  readonly topics: readonly Topic[];
  readonly sourceless: boolean;
  readonly all: boolean;
  readonly crossDevice: boolean;
  readonly exclude: readonly string[];
  /** Whether each file is to be listed. */
  readonly list: boolean;
  /** Whether sizes are looked up by the walk; a real deletion finds them out anyway. */
  readonly sizes: boolean;
  /** Asks before other files than caches are deleted; `null`: does not ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
}

/**
 * Deletes caches from disk, never what git tracks or `.gitattributes` allows.
 *
 * @param here - the repository in which the command was given, if any
 */
export async function clean(here: Repository | null, options: CleanOptions): Promise<Deletion> {
  const { topics, sourceless, all, crossDevice, list, sizes, platform, confirm } = options;
  const debris = topics.length > 0 ? debrisMatcher(topics) : null;
  const rules = { debris, sourceless, all, crossDevice, sizes, platform };
  const roots = await findRoots({ ...options, here, debris: debris !== null });
  if (confirm !== null) await expectYes(confirm, roots, rules);
  const notes = noCleanNotes();
  const batches = (): AsyncIterable<readonly Batch[]> => findBatches(roots, rules, notes);
  return { type: 'deletion', batches, list, conclude: (total) => conclude(total, notes, here) };
}

const CACHES = new Set(['cache', 'orphan', 'stale']);

/** Counts first, and asks only if there is something to ask about. */
async function expectYes(
  confirm: (question: string) => Promise<boolean>,
  roots: readonly RepositoryRoot[],
  rules: WalkRules,
): Promise<void> {
  const notes = noCleanNotes();
  for await (const _ of findBatches(roots, rules, notes));
  const more = [...notes.reasons].filter(([why]) => !CACHES.has(why)).map(([why, n]) => `${n} of ${why}`);
  if (more.length === 0 || (await confirm(`Delete more than caches (files: ${more.join(', ')})?`))) return;
  throw new GuardError('declined', 'nothing was deleted', 'Run with --dry-run to see what would be.');
}

function conclude(total: DeletionResult, notes: CleanNotes, here: Repository | null): Outcome<'clean'> {
  const home = here === null ? null : `${fromText(here.root.replaceAll('\\', '/'))}/`;
  const shown = (path: BytePath): BytePath =>
    (home !== null && path.startsWith(home) ? path.slice(home.length) : path) as BytePath;
  const failures = [...notes.failures, ...total.failures];
  return outcome({
    findings: [
      ...notes.sourceless.map((path) => onlyCopy(shown(path))),
      ...failures.map(({ path, reason }) => notDeleted(shown(path), reason)),
    ],
    actions: total.deleted
      .map(({ path, bytes, why }) => ({ do: 'delete' as const, path: shown(path), bytes, why, plan: null }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    warnings: [...passedOver(notes), ...unnamedFailures(total)],
    summary: {
      files: total.files,
      directories: total.directories,
      bytes: total.bytes,
      skippedTracked: notes.tracked,
      skippedSourceless: notes.sourceless.length,
      allowed: notes.allowed,
      strays: notes.strays,
      orphans: notes.reasons.get('orphan') ?? 0,
      stale: notes.reasons.get('stale') ?? 0,
      failed: total.failed + notes.failures.length,
    },
  });
}

/** The words for a reason in the question; `null` for reasons that need no mention. */
const PASSED_OVER: Readonly<Record<SkipReason, readonly [code: WarningCode, how: string] | null>> = {
  repository: ['other-repository', 'another repository: name it to clean it'],
  environment: ['virtual-environment', 'a virtual environment: name it, or use --all'],
  'file-system': ['other-file-system', 'on another file system: use --cross-device'],
  name: ['unreachable-name', 'a name that Windows cannot open: rename it where it was made'],
  node_modules: null,
};

function passedOver({ skipped }: CleanNotes): Warning[] {
  return [...skipped].flatMap(([reason, { first, count }]) => {
    const [code, how] = PASSED_OVER[reason] ?? [];
    if (code === undefined) return [];
    const others = count === 1 ? '' : ` and ${count - 1} more`;
    return [{ code, message: `kept: ${toText(first)}${others} (${how})` }];
  });
}

const unnamedFailures = ({ failed, failures }: DeletionResult): Warning[] =>
  failed === failures.length
    ? []
    : [{ code: 'more-failures', message: `${failed - failures.length} more could not be deleted` }];
