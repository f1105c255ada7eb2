import type { IgnoreAnswer } from '../git/check-ignore.ts';
import { checkIgnoreAfter } from '../git/check-ignore-after.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { classify } from '../model/classify.ts';
import { count } from '../model/count.ts';
import type { Finding } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import type { Warning } from '../model/warnings.ts';
import type { IgnorePlan } from './plan-ignore.ts';

/**
 * Finds the paths that `git add` would track again after the plans have untracked them: a finding for
 * each exception that re-includes some, a warning for those that no line ignores.
 *
 * @returns also the plans' own findings, except those about the same lines
 */
export async function comingBack(
  repo: Repository,
  paths: readonly BytePath[],
  plans: ReadonlyMap<BytePath, IgnorePlan>,
  remedy: string = BY_REPAIR,
): Promise<{ findings: Finding[]; warnings: Warning[] }> {
  const patched = new Map([...plans].map(([file, { after }]) => [file, after]));
  const answers = await checkIgnoreAfter(repo, paths, patched);
  const negated = negations(answers, remedy);
  const known = new Set(negated.map(({ file, line }) => `${file}:${line}`));
  const others = [...plans.values()]
    .flatMap(({ findings }) => findings)
    .filter(({ file, line }) => !known.has(`${file}:${line}`));
  const open = answers.filter(({ pattern }) => pattern === '').map(({ path }) => path);
  return { findings: [...others, ...negated], warnings: notIgnored(open) };
}

const BY_REPAIR = '`pyc-guard ignore --repair` adds a line behind it';

/** A finding for each exception among the answers: what it re-includes, and what to do. */
export const negations = (answers: readonly IgnoreAnswer[], remedy: string = BY_REPAIR): Finding[] =>
  byLine(answers.filter(({ pattern }) => pattern.startsWith('!'))).map((group) => negation(group, remedy));

function byLine(answers: readonly IgnoreAnswer[]): IgnoreAnswer[][] {
  const groups = new Map<string, IgnoreAnswer[]>();
  for (const answer of answers) {
    const key = `${answer.file}:${answer.line}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [answer]);
    else group.push(answer);
  }
  return [...groups.values()];
}

function negation(answers: readonly IgnoreAnswer[], remedy: string): Finding {
  const [{ file, line, pattern }] = answers as [IgnoreAnswer];
  const caches = answers.filter(({ path }) => classify(path) !== 'stray');
  const [first] = (caches.length > 0 ? caches : answers) as [IgnoreAnswer];
  const what = caches.length > 0 ? 'cache files' : 'only other files in __pycache__, no bytecode';
  return {
    code: 'ignore-negated',
    severity: 'warning',
    file,
    line,
    pattern: toText(pattern as BytePath),
    message: `this exception lets ${named(first.path, answers.length)} come back with the next \`git add\` (${what}); ${remedy}`,
  };
}

/** A warning for paths that no ignore rule covers, such as `M.PYC` where names are case-sensitive. */
export function notIgnored(paths: readonly BytePath[]): Warning[] {
  const [first] = paths;
  if (first === undefined) return [];
  const why = /\.(?:pyc|pyo)$|\$py\.class$/.test(first) ? '' : ': ignore patterns are case-sensitive here';
  return [
    {
      code: 'not-ignored',
      message: `git will not ignore ${named(first, paths.length)}${why}; delete or rename it`,
    },
  ];
}

const named = (first: BytePath, all: number): string =>
  `${safeText(toText(first))}${all === 1 ? '' : ` and ${count(all - 1, 'more file', 'more files')}`}`;
