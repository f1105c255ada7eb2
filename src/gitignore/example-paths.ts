import { coveringLine } from './ignore-lines.ts';
import { type Match, matchPattern } from './match-pattern.ts';
import type { Rule } from './read-rules.ts';
import { hasStem, NAME } from './sample-caches.ts';

/** Example paths for one pattern; directories end in `/`. */
export interface ExamplePaths {
  /** Paths the pattern itself matches and one of our lines would match too. */
  readonly matched: readonly string[];
  /** Cache files below a directory the pattern matches. */
  readonly below: readonly string[];
}

const CACHE_NAMES = [`${NAME}.pyc`, `${NAME}.pyo`, `${NAME}.pyd`, `${NAME}$py.class`, '__pycache__/'];
const BELOW = [`${NAME}.pyc`, `${NAME}.pyo`, `${NAME}$py.class`, '__pycache__/README'];
/** Replacements for a star in the last part, so that `keep*`, `m.*` and `*.p*c` each get an example. */
const STARS = [NAME, '', 'y', 'pyc', 'pyo', '.pyc', '.pyo', '$py.class'];

/**
 * Finds paths that show what a pattern does to caches. Examples are guessed from the pattern's own
 * words and kept only if the pattern matches them, so a wrong guess does no harm.
 */
export function findExamplePaths(rule: Pick<Rule, 'body' | 'matches'>): ExamplePaths {
  const anchored = rule.body.slice(0, -1).includes('/');
  const parts = (anchored ? '' : '**/')
    .concat(rule.body)
    .replace(/^\/|\/$/g, '')
    .split('/');
  const last = parts.pop() ?? '';
  const wild = /[*?[\\]/.test(last);
  const own = wild ? [...new Set(STARS.map((star) => fill(last, star)))] : [last];
  const names = [...own, ...own.map((name) => `${name}/`), ...(wild ? CACHE_NAMES : [])];
  const named = directoriesFor(parts)
    .flatMap((directory) => names.map((name) => directory + name))
    .filter((path) => isPath(path) && rule.matches(path));
  const matched = named.filter((path) => coveringLine(path) === '__pycache__/' || hasStem(path));
  // A last part with a dot (`!README.md`, `!*.py`) is nearly always a file name, not a directory.
  const opened =
    rule.body.endsWith('/') || !last.includes('.') ? named.filter((path) => path.endsWith('/')) : [];
  return { matched: [...new Set(matched)], below: [...new Set(opened.flatMap(cachesIn))] };
}

const cachesIn = (directory: string): string[] =>
  /(?:^|\/)__pycache__\//.test(directory) ? [`${directory}README`] : BELOW.map((name) => directory + name);

/** No part of a path is empty, `.` or `..`, and no control character occurs in an example. */
const isPath = (path: string): boolean =>
  !/[\0-\x1f]/.test(path) &&
  !path
    .replace(/\/$/, '')
    .split('/')
    .some((part) => /^\.{0,2}$/.test(part));

/** Directories for a pattern's last part, with and without a replacement for each star. */
function directoriesFor(parts: readonly string[]): string[] {
  const filled = [NAME, ''].flatMap((star) =>
    ['', `${NAME}/`].map((globstar) =>
      parts.map((part) => (part === '**' ? globstar : `${fill(part, star)}/`)).join(''),
    ),
  );
  return [...new Set(filled)];
}

/** One name that a part of a pattern could match. */
const fill = (part: string, star: string): string =>
  part.replace(/\\(.)|\[[!^]?\]?(?:\[:\w{0,6}:\]|\\.|[^\]]){0,99}\]|\?|\*+/g, (token, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    if (token.startsWith('*')) return star;
    return token === '?' ? 'c' : member(token);
  });

/** A character that a bracket expression matches, preferably one from the name of a cache file. */
function member(bracket: string): string {
  const match: Match = matchPattern(bracket);
  return [...'codJ0_', ...bracket.slice(1, -1)].find((char) => isPath(char) && match(char)) ?? '';
}
