import { type Exception, readException } from './exceptions.ts';
import type { IgnoreLine } from './ignore-lines.ts';
import { type Rule, readRules } from './read-rules.ts';
import { RuleSet } from './rule-set.ts';
import { lineFor, sampleCaches } from './sample-caches.ts';

/** An ignore file with its rules, and what they do to caches. */
export interface Analysis {
  readonly rules: readonly Rule[];
  readonly set: RuleSet;
  readonly negations: readonly Rule[];
  /** What one of its negations does, computed on the first call. */
  readonly exception: (negation: Rule) => Exception;
}

export function analyze(text: string): Analysis {
  const rules = readRules(text);
  const negations = rules.filter(({ negative }) => negative);
  const positives = new RuleSet(negations.length > 0 ? rules.filter(({ negative }) => !negative) : []);
  const known = new Map<Rule, Exception>();
  const exception = (negation: Rule): Exception => {
    const found = known.get(negation) ?? readException(negation, positives);
    known.set(negation, found);
    return found;
  };
  return { rules, set: new RuleSet(rules), negations, exception };
}

/**
 * Analysing a negation may compare it with every rule, so in very long files only the first ones are
 * analysed: a thousand in a thousand lines, a hundred in ten thousand. The others still count if they
 * match a line's own sample paths, and for the position of new lines.
 */
const MOST_MEETINGS = 1e6;

/** The negations to analyse. */
export const analyzedNegations = ({ rules, negations }: Analysis): readonly Rule[] =>
  negations.slice(0, Math.max(20, MOST_MEETINGS / rules.length));

/** Sample paths that a line must cover in this file: the usual ones, and those that its negations re-include. */
export function* samplesIn(analysis: Analysis, line: IgnoreLine): Generator<string> {
  yield* sampleCaches(line);
  for (const negation of analyzedNegations(analysis)) {
    yield* analysis.exception(negation).opens.filter((path) => lineFor(path) === line);
  }
}

/**
 * The lines whose effect is missing. A line that the file already has is never added twice, whatever
 * follows it, and a deliberate exception does not count as a missing effect.
 */
export function missingLines(analysis: Analysis, wanted: readonly IgnoreLine[]): IgnoreLine[] {
  const { rules, negations, exception } = analysis;
  const set =
    negations.length === 0
      ? analysis.set
      : new RuleSet(rules, (rule) => !rule.negative || exception(rule).keeps.length === 0);
  const isCovered = (line: IgnoreLine) => {
    for (const path of samplesIn(analysis, line)) if (!set.verdict(path).ignored) return false;
    return true;
  };
  return wanted.filter((line) => !rules.some(({ pattern }) => pattern === line) && !isCovered(line));
}
