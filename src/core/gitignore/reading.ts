import type { IgnoreLine } from '../ignore-lines.ts';
import { type Exception, findExceptions } from './exceptions.ts';
import { lineFor, type Probe, probesOf } from './probes.ts';
import { type Rule, readRules } from './read-rules.ts';
import { RuleSet } from './rule-set.ts';

/** An ignore file, understood as far as caches go. */
export interface Reading {
  readonly rules: readonly Rule[];
  readonly set: RuleSet;
  readonly exceptions: readonly Exception[];
}

export function readIgnore(text: string): Reading {
  const rules = readRules(text);
  const set = new RuleSet(rules);
  return { rules, set, exceptions: findExceptions(rules, set) };
}

/** What a line must cover in this file: everywhere, and where the file's negations open a way in. */
export const probesIn = ({ exceptions }: Reading, line: IgnoreLine): Probe[] => [
  ...probesOf(line),
  ...exceptions.flatMap(({ opens }) =>
    opens.filter((path) => lineFor(path) === line).map((path) => ({ path, line })),
  ),
];

/**
 * The lines whose effect is missing. A line that stands there is not, whatever comes after it:
 * it is not added twice. Nor is one that only a deliberate exception takes its effect from.
 */
export function missingLines(reading: Reading, wanted: readonly IgnoreLine[]): IgnoreLine[] {
  const meant = new Set(reading.exceptions.filter(({ keeps }) => keeps.length > 0).map(({ rule }) => rule));
  const set = meant.size > 0 ? new RuleSet(reading.rules.filter((rule) => !meant.has(rule))) : reading.set;
  return wanted.filter(
    (line) =>
      !reading.rules.some(({ pattern }) => pattern === line) &&
      probesIn(reading, line).some(({ path }) => !set.verdict(path).ignored),
  );
}
