import { type BytePath, fromBytes, toBytes } from '../model/byte-path.ts';
import { type Analysis, analyze, samplesIn } from './analyze.ts';
import { insertBlocks } from './edit-blocks.ts';
import { IGNORE_LINES, type IgnoreLine } from './ignore-lines.ts';
import { aboveComments } from './place-lines.ts';
import type { Rule } from './read-rules.ts';
import { RuleSet } from './rule-set.ts';
import { lineFor } from './sample-caches.ts';

export interface IgnoreRepair {
  /** The lines that are added, in the order of `IGNORE_LINES`; they may be further up already. */
  readonly lines: readonly IgnoreLine[];
  readonly after: Uint8Array;
}

/**
 * Adds our lines once more behind the exceptions that undo them. No byte goes, and an exception that
 * names caches in one place (`!fixtures/*.pyc`) is overruled only if it re-includes a path of `undone`.
 *
 * @param undone - existing paths, relative to the file, that must be ignored
 * @param spared - paths, relative to the file, that no added line may ignore
 */
export function repairIgnore(
  before: Uint8Array,
  { undone, spared }: { readonly undone: readonly string[]; readonly spared: readonly string[] },
): IgnoreRepair {
  const start = fromBytes(before);
  if (!start.includes('!') || start.includes('\0')) return { lines: [], after: before };
  const analysis = analyze(start);
  const kept = spared.filter((path) => !analysis.set.verdict(path).ignored);
  let text: string = start;
  const lines: IgnoreLine[] = [];
  const places = new Map<number, IgnoreLine[]>();
  for (const line of IGNORE_LINES) {
    const at = placeBehind(start, analysis, line, undone, kept);
    if (at === undefined) continue;
    places.set(at, [...(places.get(at) ?? []), line]);
    lines.push(line);
  }
  text = insertBlocks(
    start,
    [...places].map(([at, added]) => ({ at, lines: added })),
  );
  return lines.length === 0 ? { lines, after: before } : { lines, after: toBytes(text as BytePath) };
}

/** The position, as far down as possible, where a line has its effect without ignoring `spared`; `undefined` if there is none. */
function placeBehind(
  text: string,
  analysis: Analysis,
  line: IgnoreLine,
  undone: readonly string[],
  kept: readonly string[],
): number | undefined {
  const real = undone.filter((path) => lineFor(path) === line);
  const open = countOpen(analysis, analysis, line, real);
  if (open === 0) return undefined;
  const above = analysis.negations.filter((rule) =>
    kept.some((path) => analysis.set.verdict(path).rule === rule),
  );
  const candidates = [text.length, ...above.map(({ start }) => aboveComments(text, start)).reverse()];
  return candidates.slice(0, MOST_PLACES).find((at) => {
    const after = analyze(insertBlocks(text, [{ at, lines: [line] }]));
    return (
      kept.every((path) => !after.set.verdict(path).ignored) && countOpen(after, analysis, line, real) < open
    );
  });
}

/** Trying one position takes as long as reading the file. */
const MOST_PLACES = 20;

/** How many of the paths that a line should ignore an exception re-includes. */
function countOpen(analysis: Analysis, before: Analysis, line: IgnoreLine, real: readonly string[]): number {
  const namesNoCache = new RuleSet(analysis.rules, (rule) => !rule.negative || !isMeant(before, rule));
  const isOpen = (set: RuleSet) => (path: string) => {
    const { ignored, rule } = set.verdict(path);
    return !ignored && rule?.negative === true;
  };
  return (
    real.filter(isOpen(analysis.set)).length +
    [...samplesIn(before, line)].filter(isOpen(namesNoCache)).length
  );
}

/** An exception that is about caches by its own words, and only in one place or of one name. */
function isMeant(analysis: Analysis, rule: Rule): boolean {
  if (!NAMES_CACHES.test(rule.body)) return false;
  const { keeps, sweeping } = analysis.exception(rule);
  return keeps.length > 0 && !sweeping;
}

const NAMES_CACHES = /__pycache__|\.py[[{(?*]|\.py[cod]|py\.class/;
