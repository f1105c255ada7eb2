import { allowedAmong } from '../git/attributes.ts';
import { checkIgnoreAfter } from '../git/check-ignore-after.ts';
import { flaggedSuspects, type IndexFlag, trackedPaths } from '../git/index-entries.ts';
import { nameRules } from '../git/name-rules.ts';
import { namedPaths } from '../git/named-paths.ts';
import type { Repository } from '../git/repository.ts';
import { coveringLine } from '../gitignore/ignore-lines.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { classify } from '../model/classify.ts';
import { classifyPaths, type SortedOut } from '../model/classify-paths.ts';
import { GuardError } from '../model/errors.ts';
import { type Finding, stray } from '../model/findings.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { isBelow } from '../model/resolve-path.ts';
import type { Warning } from '../model/warnings.ts';
import { notIgnored } from './coming-back.ts';
import { onlyCopies, onlyCopyFinding, onlyCopyWarning } from './only-copies.ts';

export interface UntrackOptions {
  /** Only these paths and what is below them; empty: everything. */
  readonly names: readonly BytePath[];
  /** Untracks strays, too. */
  readonly strays: boolean;
  /** Keeps bytecode tracked if it has no source. */
  readonly keepSourceless: boolean;
}

/** Removes tracked cache files from the index; they stay on disk. */
export async function untrack(repo: Repository, options: UntrackOptions): Promise<Outcome<'untrack'>> {
  const named = await namedPaths(repo, options.names);
  if (named.length > 0) await expectTracked(repo, named);
  const flags = await flaggedSuspects(repo);
  const paths = [...flags.keys()].filter(
    (path) => named.length === 0 || named.some((name) => isBelow(path, name)),
  );
  const sorted = await classifyPaths(paths, (suspects) => allowedAmong(repo, suspects));
  const only = await onlyCopies(repo, sorted.cacheFiles);
  const cacheFiles = sorted.cacheFiles
    .map(({ path }) => path)
    .filter((path) => !(options.keepSourceless && only.has(path)));
  const leaving = [...cacheFiles, ...(options.strays ? sorted.strays : [])];
  return outcome({
    actions: leaving.map((path) => ({ do: 'untrack', path })),
    findings: [
      ...[...only].map((path) => onlyCopyFinding(path, options.keepSourceless)),
      ...(options.strays ? [] : sorted.strays.map((path) => stray(path, false))),
      ...flagFindings(leaving, flags),
    ],
    warnings: [
      ...allowedWarning(sorted),
      ...onlyCopyWarning(only.size, options.keepSourceless),
      ...(await notIgnoredWarning(repo, leaving)),
    ],
    summary: {
      untracked: leaving.length,
      strays: options.strays ? 0 : sorted.strays.length,
      allowed: sorted.allowed.length,
    },
  });
}

/** A name that matches nothing tracked is an error, as it is for `git rm`. */
async function expectTracked(repo: Repository, names: readonly BytePath[]): Promise<void> {
  const tracked = await trackedPaths(repo);
  for (const name of names) expectCaches(tracked, name);
}

function expectCaches(tracked: readonly BytePath[], name: BytePath): void {
  if (!tracked.some((path) => isBelow(path, name))) {
    throw new GuardError(
      'no-match',
      `${toText(name)} matches no tracked file`,
      'Run `pyc-guard check --tracked` to see what is tracked.',
    );
  }
  if (tracked.includes(name) && classify(name) === 'none') {
    throw new GuardError(
      'not-a-cache-file',
      `${toText(name)} is not a cache file`,
      'Use `git rm --cached` for files of other kinds.',
    );
  }
}

const flagFindings = (
  paths: readonly BytePath[],
  flags: ReadonlyMap<BytePath, IndexFlag | null>,
): Finding[] =>
  paths.flatMap((path) => {
    const flag = flags.get(path);
    if (!flag) return [];
    return [
      {
        code: 'index-flag',
        severity: 'note',
        path,
        message: `was marked ${flag}, so git status did not show it`,
      },
    ];
  });

const allowedWarning = ({ allowed }: SortedOut): Warning[] =>
  allowed.length === 0
    ? []
    : [
        {
          code: 'allowed',
          message: `${allowed.length} allowed by .gitattributes (-pyc-guard) and kept`,
        },
      ];

/** Our ignore lines do not cover `M.PYC` where names are case-sensitive, but one of the user's may. */
async function notIgnoredWarning(repo: Repository, paths: readonly BytePath[]): Promise<Warning[]> {
  const uncovered = paths.filter((path) => coveringLine(path) === undefined);
  if (uncovered.length === 0 || (await nameRules(repo)).ignoreCase) return [];
  const answers = await checkIgnoreAfter(repo, uncovered, new Map());
  return notIgnored(answers.filter(({ pattern }) => pattern === '').map(({ path }) => path));
}
