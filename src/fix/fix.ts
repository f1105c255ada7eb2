import { allowedAmong } from '../git/attributes.ts';
import { readBlob } from '../git/blobs.ts';
import { headPaths, indexEntries, trackedSuspects } from '../git/index-entries.ts';
import { headCommit } from '../git/object-id.ts';
import { operationInProgress } from '../git/operation.ts';
import type { Repository } from '../git/repository.ts';
import type { Action } from '../model/actions.ts';
import { type BytePath, isUtf8 } from '../model/byte-path.ts';
import { classify } from '../model/classify.ts';
import { classifyPaths } from '../model/classify-paths.ts';
import { count } from '../model/count.ts';
import { REGULAR } from '../model/entry-mode.ts';
import { GuardError } from '../model/errors.ts';
import type { Finding } from '../model/findings.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { Warning } from '../model/warnings.ts';
import { comingBack } from './coming-back.ts';
import { IGNORE_FILE, type IgnorePlan, ignoreFile, planIgnore } from './plan-ignore.ts';
import { notShared, patchedIn, planStaging, type StagingPlan, withPatch } from './plan-staging.ts';
import { untrack } from './untrack.ts';

export interface FixOptions {
  readonly strays: boolean;
  /** Keeps bytecode tracked if it has no source. */
  readonly keepSourceless: boolean;
  /** Asks before a commit removes bytecode that has no source; `null`: goes on with a warning. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  /** Commits the patch and the removals, and nothing else. */
  readonly commit: { readonly message: string } | null;
}

/** Patches `.gitignore`, untracks every cache file, stages both, and commits them if asked to. */
export async function fix(repo: Repository, options: FixOptions): Promise<Outcome<'fix'>> {
  if (options.commit !== null) await refuseInBetween(repo);
  const ignore = planIgnore(ignoreFile(repo), IGNORE_FILE);
  const [untracking, staging] = await Promise.all([
    untrack(repo, { names: [], strays: options.strays, keepSourceless: options.keepSourceless }),
    planStaging(repo, ignore.after, options.commit !== null),
  ]);
  const patch = planPatch(ignore, staging);
  const leaving = untracking.actions.flatMap((action) => (action.do === 'untrack' ? [action.path] : []));
  const only = options.keepSourceless ? 0 : untracking.findings.filter(isOnlyCopy).length;
  if (options.commit !== null && only > 0 && options.confirm !== null) {
    const them = only === 1 ? 'it' : 'them';
    const question = `${count(only, 'tracked file has', 'tracked files have')} no source, and everyone who pulls this commit loses ${them}. Commit?`;
    if (!(await options.confirm(question))) throw declined();
  }
  const onlyStaged = leaving.length > 0 && !(await anyInHead(repo, leaving));
  const back = await comingBack(repo, leaving, new Map([[IGNORE_FILE, ignore]]));
  const commit = await planCommit(repo, options, staging.excludedBy === null ? ignore : null, leaving);
  return outcome({
    actions: [...patch, ...untracking.actions, ...commit],
    findings: [...back.findings, ...untracking.findings],
    warnings: [
      ...untracking.warnings.filter(({ code }) => code !== 'not-ignored'),
      ...back.warnings,
      ...(staging.excludedBy === null ? [] : [notShared(staging.excludedBy)]),
      ...(staging.edited && options.commit === null ? [NOT_STAGED] : []),
    ],
    onlyStaged,
    summary: { ...untracking.summary, ignoreLinesAdded: ignore.lines.length },
  });
}

/** With more paths than this, git is not asked: nobody stages so many by a slip. */
const MOST_ASKED = 100;

/** Whether HEAD has one of these paths, so that its removal is something to commit. */
async function anyInHead(repo: Repository, paths: readonly BytePath[]): Promise<boolean> {
  if (paths.length > MOST_ASKED || !paths.every(isUtf8)) return true;
  return (await headPaths(repo, await headCommit(repo), paths)).length > 0;
}

const isOnlyCopy = ({ code }: Finding): boolean => code === 'sourceless';

const declined = (): GuardError =>
  new GuardError(
    'declined',
    'nothing was changed',
    'Keep these files tracked with --keep-sourceless, or allow them with `pyc-guard allow PATTERN`.',
  );

function planPatch({ lines, target, before, after }: IgnorePlan, { index }: StagingPlan): Action[] {
  if (lines.length === 0 && index === null) return [];
  const file = lines.length === 0 ? null : { target, before, after };
  return [{ do: 'patch-ignore', path: IGNORE_FILE, lines: patchedIn(after), plan: { file, index } }];
}

const NOT_STAGED: Warning = {
  code: 'not-staged',
  message:
    '.gitignore has changes of your own that are not staged, so it was not staged: `git add -p .gitignore`',
};

async function refuseInBetween(repo: Repository): Promise<void> {
  const operation = await operationInProgress(repo);
  if (operation === null) return;
  throw new GuardError(
    'operation-in-progress',
    `${operation} is in progress, and a commit would become part of it`,
    'Finish or abort it first, or run `pyc-guard fix` without --commit.',
  );
}

async function modeOf(repo: Repository): Promise<string> {
  const [entry] = await indexEntries(repo, IGNORE_FILE);
  return entry?.mode ?? REGULAR;
}

async function planCommit(
  repo: Repository,
  { commit, strays }: FixOptions,
  plan: IgnorePlan | null,
  leaving: readonly BytePath[],
): Promise<Action[]> {
  if (commit === null) return [];
  const { message } = commit;
  const head = await headCommit(repo);
  const inHead = await headPaths(repo, head);
  const removals = await removalsFrom(repo, inHead, leaving, strays);
  const committed = inHead.includes(IGNORE_FILE) ? await readBlob(repo, `${head}:.gitignore`) : null;
  const content = plan === null ? null : (await withPatch(repo, committed, plan.after)).content;
  const ignore = content === null ? null : { content, mode: await modeOf(repo) };
  if (removals.length === 0 && ignore === null) return [];
  return [{ do: 'commit', message, plan: { head, ignore, ignorePath: IGNORE_FILE, removals } }];
}

/** The removals to commit: those of this run, and those of an earlier `fix` that was not committed. */
async function removalsFrom(
  repo: Repository,
  inHead: readonly BytePath[],
  leaving: readonly BytePath[],
  strays: boolean,
): Promise<BytePath[]> {
  const now = new Set(leaving);
  const others = inHead.filter((path) => !now.has(path) && classify(path) !== 'none');
  const tracked = others.length === 0 ? [] : (await trackedSuspects(repo.root)).suspects;
  const still = new Set(tracked);
  const gone = await classifyPaths(
    others.filter((path) => !still.has(path)),
    (paths) => allowedAmong(repo, paths),
  );
  const before = new Set([...gone.cacheFiles.map(({ path }) => path), ...(strays ? gone.strays : [])]);
  return inHead.filter((path) => now.has(path) || before.has(path));
}
