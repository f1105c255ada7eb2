import { findWitnesses } from './example-paths.ts';
import { IGNORE_LINES } from './ignore-lines.ts';
import type { Rule } from './read-rules.ts';
import { type RuleSet, withParents } from './rule-set.ts';
import { lineFor, NAME, probesOf } from './sample-caches.ts';

/** What a negation does to the paths that our lines are about. */
export interface Exception {
  /** Example paths it was written to keep; empty if caches are not what it is about. */
  readonly keeps: readonly string[];
  /** Files that are ours to ignore and that it may let through, on purpose or not. */
  readonly opens: readonly string[];
  /** It lets caches through everywhere, not only in one place or of one name. */
  readonly sweeping: boolean;
}

/**
 * @param rule a negation.
 * @param positives the rules of its file that are none.
 */
export function readException(rule: Rule, positives: RuleSet): Exception {
  const { matched, below } = findWitnesses(rule);
  const sweeping = EVERYWHERE.some((path) => rule.matches(path));
  const keeps = matched.filter((path) => isMeant(rule, path, sweeping, positives));
  return { keeps, opens: [...matched.map(toFile), ...below], sweeping };
}

const toFile = (path: string): string => (path.endsWith('/') ? `${path}README` : path);

const EVERYWHERE = [...new Set(IGNORE_LINES.flatMap((line) => probesOf(line).flatMap(withParents)))].filter(
  (path) => lineFor(path) !== undefined,
);

/**
 * Whether a negation keeps a path on purpose. `!*.pyc` does, and so does `!fixtures/**` after
 * `*.pyc`. `!/src/**` after `/*` does not: it brings back all of `src`, caches are only caught up
 * in it, and where it stands must not keep our lines from working. So a path is not meant if the
 * negation does the same to a harmless neighbour, out of the hands of the same ignoring line. Where
 * nothing ignored either of them, `!fixtures/**` is taken at its word; a negation of no place is not.
 */
function isMeant(rule: Rule, path: string, sweeping: boolean, positives: RuleSet): boolean {
  const alike = neighbours(path).filter((neighbour) => rule.matches(neighbour));
  if (alike.length === 0) return true;
  const ignoring = lastToIgnore(path, rule, positives);
  if (ignoring === undefined && !sweeping && rule.body.slice(0, -1).includes('/')) return true;
  return !alike.some((neighbour) => lastToIgnore(neighbour, rule, positives) === ignoring);
}

/** The last line above a negation that ignores a path or a directory it is in. */
const lastToIgnore = (path: string, negation: Rule, positives: RuleSet): Rule | undefined =>
  withParents(path)
    .map((at) => positives.last(at, negation.start))
    .reduce((a, b) => (b !== undefined && b.start > (a?.start ?? -1) ? b : a), undefined);

/** Paths in the same place that have nothing to do with bytecode. */
function neighbours(path: string): string[] {
  const elsewhere = path.replace(/(^|\/)__pycache__(?=\/)/g, `$1${NAME}`);
  if (elsewhere.endsWith('/')) return [elsewhere];
  const stem = elsewhere.replace(/\.py[cod]$|\$py\.class$/, '');
  return [stem, `${stem}.py`, `${stem}.txt`];
}
