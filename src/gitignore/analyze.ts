import { type Exception, readException } from './exceptions.ts';
import type { IgnoreLine } from './ignore-lines.ts';
import { type Rule, readRules } from './read-rules.ts';
import { RuleSet } from './rule-set.ts';
import { lineFor, probesOf } from './sample-caches.ts';

/** An ignore file, understood as far as caches go. */
export interface Reading {
  readonly rules: readonly Rule[];
  readonly set: RuleSet;
  readonly negations: readonly Rule[];
  /** What one of its negations does; found out when first asked for. */
  readonly exception: (negation: Rule) => Exception;
}

export function readIgnore(text: string): Reading {
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
 * Each negation that is looked into one by one may meet every rule, so in very long files only the
 * first ones are: a thousand in a thousand lines, a hundred in ten thousand. Those beyond are still
 * seen where they touch a line's own probes, and where lines are placed.
 */
const MOST_MEETINGS = 1e6;

/** The negations to look into one by one. */
export const closelyRead = ({ rules, negations }: Reading): readonly Rule[] =>
  negations.slice(0, Math.max(20, MOST_MEETINGS / rules.length));

/** What a line must cover in this file: everywhere, and where the file's negations open a way in. */
export function* probesIn(reading: Reading, line: IgnoreLine): Generator<string> {
  yield* probesOf(line);
  for (const negation of closelyRead(reading)) {
    yield* reading.exception(negation).opens.filter((path) => lineFor(path) === line);
  }
}

/**
 * The lines whose effect is missing. A line that stands there is not, whatever comes after it:
 * it is not added twice. Nor is one that only a deliberate exception takes its effect from.
 */
export function missingLines(reading: Reading, wanted: readonly IgnoreLine[]): IgnoreLine[] {
  const { rules, negations, exception } = reading;
  const set =
    negations.length === 0
      ? reading.set
      : new RuleSet(rules, (rule) => !rule.negative || exception(rule).keeps.length === 0);
  const isCovered = (line: IgnoreLine) => {
    for (const path of probesIn(reading, line)) if (!set.verdict(path).ignored) return false;
    return true;
  };
  return wanted.filter((line) => !rules.some(({ pattern }) => pattern === line) && !isCovered(line));
}
