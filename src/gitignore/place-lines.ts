import { type Analysis, analyze, samplesIn } from './analyze.ts';
import { type InsertPosition, insertBlocks } from './edit-blocks.ts';
import type { IgnoreLine } from './ignore-lines.ts';
import { matchPattern, plainTail } from './match-pattern.ts';
import { type Rule, UTF8_BOM } from './read-rules.ts';

/**
 * Finds where to insert missing lines: before the first deliberate exception they would undo, else at the
 * end. They stay together, unless one of them works only further down.
 */
export function placeLines(
  text: string,
  analysis: Analysis,
  missing: readonly IgnoreLine[],
): InsertPosition[] {
  const latest = missing.map((line) => ({ line, at: latestPlace(text, analysis, line) }));
  const first = Math.min(...latest.map(({ at }) => at));
  const together: InsertPosition[] = [{ at: first, lines: missing }];
  const apart = [...new Set(latest.map(({ at }) => at))].map((at) => ({
    at,
    lines: latest.filter((one) => one.at === at).map(({ line }) => line),
  }));
  if (apart.length <= 1) return together;
  const left = (places: InsertPosition[]) => countLeft(insertBlocks(text, places), analysis, missing);
  return left(together) > left(apart) ? apart : together;
}

function latestPlace(text: string, { set, negations, exception }: Analysis, line: IgnoreLine): number {
  const matches = matchPattern(line);
  let left = MOST_EXCEPTIONS;
  const isUndone = (rule: Rule) =>
    left-- <= 0 ||
    exception(rule).keeps.some(
      (path) => matches(path) && set.last(path) === rule && !set.verdict(path).ignored,
    );
  const undone = negations.find((rule) => mayMatch(rule.body, ENDINGS[line]) && isUndone(rule));
  return undone === undefined ? text.length : aboveComments(text, undone.start);
}

/** Analysing one takes a tenth of a millisecond; above this many, each counts as undone without analysis. */
const MOST_EXCEPTIONS = 2000;

/** The ends of the paths that each line matches. */
const ENDINGS: Readonly<Record<IgnoreLine, readonly string[]>> = {
  '__pycache__/': ['__pycache__'],
  '*.py[cod]': ['.pyc', '.pyo', '.pyd'],
  '*$py.class': ['$py.class'],
};

/** Pre-filter: whether a pattern can match by its last letters; fast enough for a hundred thousand negations. */
function mayMatch(body: string, endings: readonly string[]): boolean {
  const bare = body.endsWith('/') ? body.slice(0, -1) : body;
  const tail = plainTail(bare);
  const wild = tail.length < bare.length && bare[bare.length - tail.length - 1] !== '/';
  return endings.some((ending) => tail.endsWith(ending) || (wild && ending.endsWith(tail)));
}

/** A comment stays with the line below it. */
export function aboveComments(text: string, start: number): number {
  const top = text.startsWith(UTF8_BOM) ? UTF8_BOM.length : 0;
  let at = start;
  while (at > top) {
    const above = Math.max(top, text.lastIndexOf('\n', at - 2) + 1);
    if (text[above] !== '#') break;
    at = above;
  }
  return at;
}

function countLeft(text: string, before: Analysis, missing: readonly IgnoreLine[]): number {
  const { set } = analyze(text);
  const samples = missing.flatMap((line) => [...samplesIn(before, line)]);
  return samples.filter((path) => !set.verdict(path).ignored).length;
}
