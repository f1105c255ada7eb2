import { findExamplePaths } from './example-paths.ts';
import { IGNORE_LINES } from './ignore-lines.ts';
import type { Rule } from './read-rules.ts';
import { type RuleSet, withParents } from './rule-set.ts';
import { lineFor, NAME, sampleCaches } from './sample-caches.ts';

/** What a negation does to the paths that our lines ignore. */
export interface Exception {
  /** Example paths of caches that it re-includes on purpose; empty if it is not about caches. */
  readonly keeps: readonly string[];
  /** Example paths of caches that it may re-include, on purpose or not. */
  readonly opens: readonly string[];
  /** It re-includes caches everywhere, not only in one place or of one name. */
  readonly sweeping: boolean;
}

/**
 * @param rule a negation.
 * @param positives the other rules of its file.
 */
export function readException(rule: Rule, positives: RuleSet): Exception {
  const { matched, below } = findExamplePaths(rule);
  const sweeping = EVERYWHERE.some((path) => rule.matches(path));
  const keeps = matched.filter((path) => isMeant(rule, path, sweeping, positives));
  return { keeps, opens: [...matched.map(toFile), ...below], sweeping };
}

const toFile = (path: string): string => (path.endsWith('/') ? `${path}README` : path);

const EVERYWHERE = [
  ...new Set(IGNORE_LINES.flatMap((line) => sampleCaches(line).flatMap(withParents))),
].filter((path) => lineFor(path) !== undefined);

/**
 * Whether a negation keeps a path on purpose. `!*.pyc` does, and so does `!fixtures/**` after
 * `*.pyc`. `!/src/**` after `/*` does not: it re-includes all of `src`, and caches only happen to be in
 * it, so its position must not keep our lines from working. So a path is not kept on purpose if the
 * negation also re-includes an ordinary file beside it that the same line ignored. If no line ignored
 * either of them, a negation with a folder (`!fixtures/**`) counts as deliberate, others do not.
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

/** Ordinary files in the same folder. */
function neighbours(path: string): string[] {
  const elsewhere = path.replace(/(^|\/)__pycache__(?=\/)/g, `$1${NAME}`);
  if (elsewhere.endsWith('/')) return [elsewhere];
  const stem = elsewhere.replace(/\.py[cod]$|\$py\.class$/, '');
  return [stem, `${stem}.py`, `${stem}.txt`];
}
