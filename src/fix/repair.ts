import { dirname, join } from 'node:path';
import type { IgnoreAnswer } from '../git/check-ignore.ts';
import { checkIgnoreAfter } from '../git/check-ignore-after.ts';
import { filesNamed } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { repairIgnore } from '../gitignore/repair-ignore.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { classify } from '../model/classify.ts';
import { readState, realPath } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { safeText } from '../model/safe-text.ts';
import { comingBack } from './coming-back.ts';
import { type ListedCaches, listCaches } from './list-caches.ts';
import {
  IGNORE_FILE,
  type IgnorePlan,
  ignoreFile,
  patchAction,
  planIgnore,
  withLines,
} from './plan-ignore.ts';

/**
 * Plans lines that overrule exceptions for caches, at the top and in nested ignore files: our lines are added
 * once more behind the exception, and nothing is removed. An exception stays in force if it re-includes an
 * allowed path, or names one tracked file that is not bytecode.
 */
export async function repair(repo: Repository): Promise<Outcome<'ignore'>> {
  const top = planIgnore(ignoreFile(repo), IGNORE_FILE);
  const caches = await listCaches(repo);
  const answers = await checkIgnoreAfter(
    repo,
    [...caches.unwanted, ...caches.allowed],
    new Map([[IGNORE_FILE, top.after]]),
  );
  const plans = new Map<BytePath, IgnorePlan>([[IGNORE_FILE, repaired(IGNORE_FILE, top, answers, caches)]]);
  for (const file of await nestedIgnoreFiles(repo)) {
    const target = join(repo.root, toText(file));
    const state = readState(target);
    if (state.type !== 'file') continue;
    const plan = { target, lines: [], before: state.bytes, after: state.bytes, findings: [] };
    plans.set(file, repaired(file, plan, answers, caches));
  }
  const back = await comingBack(repo, caches.unwanted, plans, keptFor(answers, caches));
  return outcome({
    actions: [...plans].flatMap(([file, plan]) => patchAction(file, plan)),
    findings: back.findings,
    warnings: back.warnings,
    summary: { ignoreLinesAdded: [...plans.values()].reduce((sum, { lines }) => sum + lines.length, 0) },
  });
}

/** Why an exception that re-includes caches is left in force. */
function keptFor(answers: readonly IgnoreAnswer[], caches: ListedCaches): string | undefined {
  const allowed = new Set(caches.allowed);
  const first = answers.find(({ path, pattern }) => pattern.startsWith('!') && allowed.has(path));
  if (first === undefined) return undefined;
  return `it stays, because a line behind it would also ignore ${safeText(toText(first.path))}, which is allowed: narrow it to such files`;
}

/** Nested files that git reads, tracked or not. */
export async function nestedIgnoreFiles(repo: Repository): Promise<BytePath[]> {
  const files = await filesNamed(repo, '.gitignore');
  return files.filter((file) => file !== IGNORE_FILE && !isBeyondLink(repo, file));
}

/** Whether a parent folder of the file is a symbolic link: git reads no ignore files there. */
function isBeyondLink(repo: Repository, file: BytePath): boolean {
  const folder = dirname(toText(file));
  return realPath(join(repo.root, folder)) !== join(realPath(repo.root), folder);
}

function repaired(
  file: BytePath,
  plan: IgnorePlan,
  answers: readonly IgnoreAnswer[],
  caches: ListedCaches,
): IgnorePlan {
  const folder = file.slice(0, -IGNORE_FILE.length);
  const open = answers.filter(
    ({ path, pattern }) => path.startsWith(folder) && (pattern === '' || pattern.startsWith('!')),
  );
  const allowed = new Set(caches.allowed);
  const isSpared = ({ path, pattern }: IgnoreAnswer): boolean =>
    allowed.has(path) || (classify(path) === 'stray' && caches.tracked.has(path) && NAMES_ONE.test(pattern));
  const inFile = ({ path }: IgnoreAnswer): string => path.slice(folder.length);
  const { lines, after } = repairIgnore(plan.after, {
    undone: open.filter((answer) => answer.file === file && !isSpared(answer)).map(inFile),
    spared: open.filter(isSpared).map(inFile),
  });
  return lines.length === 0 ? plan : withLines(file, plan, lines, after);
}

/** An exception without a wildcard. */
const NAMES_ONE = /^![^*?[\\]+[^/*?[\\]$/;
