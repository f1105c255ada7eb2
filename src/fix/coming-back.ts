import type { IgnoreAnswer } from '../git/check-ignore.ts';
import { checkIgnoreAfter } from '../git/check-ignore-after.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { count } from '../model/count.ts';
import type { Finding } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import type { Warning } from '../model/warnings.ts';
import type { IgnorePlan } from './plan-ignore.ts';

/**
 * Which of the paths that are untracked `git add` would track again, once the plan is carried out:
 * a finding for each exception that lets them through, a warning for those that no line ignores.
 *
 * @returns the plan's own findings too, but for those about the same lines
 */
export async function comingBack(
  repo: Repository,
  paths: readonly BytePath[],
  plan: IgnorePlan,
): Promise<{ findings: Finding[]; warnings: Warning[] }> {
  const answers = await checkIgnoreAfter(repo, paths, plan.after);
  const negated = byLine(answers.filter(({ pattern }) => pattern.startsWith('!'))).map(negation);
  const known = new Set(negated.map(({ file, line }) => `${file}:${line}`));
  const others = plan.findings.filter(({ file, line }) => !known.has(`${file}:${line}`));
  const open = answers.filter(({ pattern }) => pattern === '').map(({ path }) => path);
  return { findings: [...others, ...negated], warnings: notIgnored(open) };
}

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

function negation(answers: readonly IgnoreAnswer[]): Finding {
  const [{ file, line, pattern, path }] = answers as [IgnoreAnswer];
  return {
    code: 'ignore-negated',
    severity: 'warning',
    file,
    line,
    pattern: toText(pattern as BytePath),
    message: `this exception lets ${named(path, answers.length)} come back with the next \`git add\``,
  };
}

/** Tells of paths that no ignore rule covers, `M.PYC` where names are case-sensitive for one. */
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
