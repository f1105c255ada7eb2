import { type BytePath, toText } from '../model/byte-path.ts';
import { type Analysis, analyzedNegations, samplesIn } from './analyze.ts';
import { findExamplePaths } from './example-paths.ts';
import type { IgnoreLine } from './ignore-lines.ts';
import { matchPattern } from './match-pattern.ts';
import type { Rule } from './read-rules.ts';
import { lineFor } from './sample-caches.ts';

/** A reason why an ignore file does not do for caches what it seems meant to do. */
export interface IgnoreProblem {
  readonly code: 'ignore-negated' | 'ignore-ineffective' | 'ignore-unreadable';
  /** Line number in the patched file, from 1. */
  readonly line?: number;
  /** The pattern as written, with its `!`. */
  readonly pattern?: string;
  readonly message: string;
}

/** What is wrong with a file, in the order of its lines. */
export function findProblems(analysis: Analysis, wanted: readonly IgnoreLine[]): IgnoreProblem[] {
  const problems = new Map<Rule, IgnoreProblem>();
  const report = (rule: Rule, code: IgnoreProblem['code'], message: string) => {
    const pattern = toText(rule.pattern as BytePath);
    if (!problems.has(rule)) problems.set(rule, { code, line: rule.line, pattern, message });
  };
  for (const [rule, path] of negationsThatUndo(analysis, wanted)) {
    const what = /\.py[co]$|\$py\.class$/.test(path)
      ? 'Python bytecode'
      : 'other files in __pycache__ (no bytecode)';
    report(rule, 'ignore-negated', `this exception makes git see ${what} again that other lines ignore`);
  }
  for (const rule of exceptionsInVain(analysis)) {
    report(
      rule,
      'ignore-negated',
      'this exception has no effect: git never looks inside a __pycache__ directory that is ignored',
    );
  }
  for (const rule of analysis.rules.filter(looksMeant).slice(0, MOST_SUSPECTS).filter(isIneffective)) {
    report(
      rule,
      'ignore-ineffective',
      'this line looks as if it should match Python caches, but it matches nothing',
    );
  }
  return [...problems.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/**
 * Reports exceptions that re-include caches everywhere, each with an example path, bytecode if possible.
 * Exceptions for one place or name are the user's decision and are not reported.
 */
function negationsThatUndo(analysis: Analysis, wanted: readonly IgnoreLine[]): Map<Rule, string> {
  const undone = new Map<Rule, string>();
  if (analysis.negations.length === 0) return undone;
  const isNarrow = (rule: Rule) => {
    const { keeps, sweeping } = analysis.exception(rule);
    return keeps.length > 0 && !sweeping;
  };
  for (const path of wanted.flatMap((line) => [...samplesIn(analysis, line)])) {
    const { ignored, rule } = analysis.set.verdict(path);
    if (ignored || rule === undefined || isNarrow(rule)) continue;
    if (!undone.has(rule) || lineFor(path) !== '__pycache__/') undone.set(rule, path);
  }
  return undone;
}

/** gitignore(5): "It is not possible to re-include a file if a parent directory of that file is excluded." */
const exceptionsInVain = (analysis: Analysis): Rule[] =>
  analyzedNegations(analysis).filter((rule) =>
    analysis.exception(rule).keeps.some((path) => {
      const { ignored, at } = analysis.set.verdict(path);
      return ignored && at !== path && /(?:^|\/)__pycache__\/$/.test(at);
    }),
  );

const looksMeant = (rule: Rule): boolean => !rule.negative && LOOKS_MEANT.test(rule.body);

/** Analysing one takes a tenth of a millisecond, and nobody reads more warnings than this. */
const MOST_SUSPECTS = 1000;

/** `*.PYC` matches cache files, too, although not those that our lines match. */
function isIneffective({ body }: Rule): boolean {
  const inLowerCase = body.toLowerCase();
  const { matched } = findExamplePaths({ body: inLowerCase, matches: matchPattern(inLowerCase) });
  return !matched.some((path) => lineFor(path) !== undefined && IS_A_LIKELY_NAME.test(path));
}

/**
 * `__pycache__` and its misspellings, but no `.pycache` or `mypy_cache`; `.pyc` and `.pyo` and bracket
 * or brace forms with a `c` or `o`, but no `.pycharm` or `.pyc.bak`; `$py.class`.
 */
const LOOKS_MEANT =
  /(?<![a-z0-9._])_*py_?(?:[ach]{3,7}e|[ach]{4,7})s?_*(?![a-z0-9-])|\.py[co](?![a-z0-9_.-])|^[*/]*py[co]$|\.py[[{(][^\])}]{0,9}[co]|\$py\.class$/i;

/** `a.pyc,b.pyo` or `__pycache__/ # cache` could be paths, but hardly anybody has such paths. */
const IS_A_LIKELY_NAME = /^(?!.*(?:\/[\s#]|\.py[co][\s,;|]))[^"'*,;{}()|\\]*$/;
