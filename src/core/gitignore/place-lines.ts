import type { IgnoreLine } from '../ignore-lines.ts';
import { insertBlocks, type Place } from './block.ts';
import { matchPattern } from './match-pattern.ts';
import { UTF8_BOM } from './read-rules.ts';
import { probesIn, type Reading, readIgnore } from './reading.ts';

/**
 * Finds where missing lines go: before the first deliberate exception they would undo, else at the
 * end. They stay together, unless one of them works only further down.
 */
export function placeLines(text: string, reading: Reading, missing: readonly IgnoreLine[]): Place[] {
  const latest = missing.map((line) => ({ line, at: latestPlace(text, reading, line) }));
  const first = Math.min(...latest.map(({ at }) => at));
  const together: Place[] = [{ at: first, lines: missing }];
  const apart = [...new Set(latest.map(({ at }) => at))].map((at) => ({
    at,
    lines: latest.filter((one) => one.at === at).map(({ line }) => line),
  }));
  if (apart.length <= 1) return together;
  const left = (places: Place[]) => countLeft(insertBlocks(text, places), reading, missing);
  return left(together) > left(apart) ? apart : together;
}

function latestPlace(text: string, { set, exceptions }: Reading, line: IgnoreLine): number {
  const matches = matchPattern(line);
  const undone = exceptions.find(({ rule, keeps }) =>
    keeps.some((path) => matches(path) && !set.verdict(path).ignored && set.last(path) === rule),
  );
  return undone === undefined ? text.length : aboveComments(text, undone.rule.start);
}

/** A comment stays with the line below it. */
function aboveComments(text: string, start: number): number {
  const top = text.startsWith(UTF8_BOM) ? UTF8_BOM.length : 0;
  let at = start;
  while (at > top) {
    const above = Math.max(top, text.lastIndexOf('\n', at - 2) + 1);
    if (text[above] !== '#') break;
    at = above;
  }
  return at;
}

function countLeft(text: string, before: Reading, missing: readonly IgnoreLine[]): number {
  const { set } = readIgnore(text);
  return missing.flatMap((line) => probesIn(before, line)).filter(({ path }) => !set.verdict(path).ignored)
    .length;
}
