import { IGNORE_LINES } from '../ignore-lines.ts';
import { lineFor, NAME, probesOf } from './probes.ts';
import type { Rule } from './read-rules.ts';
import { type RuleSet, withParents } from './rule-set.ts';
import { findWitnesses } from './witnesses.ts';

/** A negation, and what it does to paths that our lines are about. */
export interface Exception {
  readonly rule: Rule;
  /** Example paths it was written to keep; empty if caches are not what it is about. */
  readonly keeps: readonly string[];
  /** Cache files it lets through, on purpose or not, that should be ignored but for it. */
  readonly opens: readonly string[];
  /** It lets caches through everywhere, not only in one place or of one name. */
  readonly sweeping: boolean;
}

/** The negations of a file that touch caches at all. */
export const findExceptions = (rules: readonly Rule[], set: RuleSet): Exception[] =>
  rules
    .filter((rule) => rule.negative)
    .map((rule) => toException(rule, set))
    .filter(touchesCaches);

const touchesCaches = ({ keeps, opens, sweeping }: Exception): boolean =>
  keeps.length > 0 || opens.length > 0 || sweeping;

function toException(rule: Rule, set: RuleSet): Exception {
  const { matched, below } = findWitnesses(rule);
  const sweeping = EVERYWHERE.some((path) => rule.matches(path));
  const keeps = matched.filter((path) => isMeant(rule, path, sweeping, set));
  return { rule, keeps, opens: [...matched.map(toFile), ...below], sweeping };
}

const toFile = (path: string): string => (path.endsWith('/') ? `${path}README` : path);

const EVERYWHERE = [
  ...new Set(IGNORE_LINES.flatMap((line) => probesOf(line).flatMap(({ path }) => withParents(path)))),
].filter((path) => lineFor(path) !== undefined);

/**
 * Whether a negation keeps a path on purpose. `!*.pyc` does, and so does `!fixtures/**` after
 * `*.pyc`. `!/src/**` after `/*` does not: it brings back all of `src`, caches are only caught up
 * in it, and where it stands must not keep our lines from working. So a path is not meant if the
 * negation does the same to a harmless neighbour, out of the hands of the same ignoring line. Where
 * nothing ignored either of them, `!fixtures/**` is taken at its word; a negation of no place is not.
 */
function isMeant(rule: Rule, path: string, sweeping: boolean, set: RuleSet): boolean {
  const before = (other: Rule) => !other.negative && other.start < rule.start;
  const takenFrom = (taken: string) =>
    withParents(taken)
      .map((at) => set.last(at, before))
      .reduce((a, b) => (b !== undefined && b.start > (a?.start ?? -1) ? b : a), undefined);
  const place = !sweeping && rule.body.slice(0, -1).includes('/');
  return !neighbours(path)
    .filter((neighbour) => rule.matches(neighbour))
    .some((neighbour) => {
      const line = takenFrom(path);
      return line === takenFrom(neighbour) && (line !== undefined || !place);
    });
}

/** Paths in the same place that have nothing to do with bytecode. */
function neighbours(path: string): string[] {
  const elsewhere = path.replace(/(^|\/)__pycache__(?=\/)/g, `$1${NAME}`);
  if (elsewhere.endsWith('/')) return [elsewhere];
  const stem = elsewhere.replace(/\.py[cod]$|\$py\.class$/, '');
  return [stem, `${stem}.py`, `${stem}.txt`];
}
