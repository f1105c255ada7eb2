import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Allowance, AttributesLine } from '../model/allowance.ts';
import {
  type AttributeLine,
  decide,
  decidersOf,
  type Macros,
  macrosOf,
  parseAttributes,
} from '../model/attribute-lines.ts';
import { type BytePath, fromBytes, toText } from '../model/byte-path.ts';
import { withScratchFiles } from '../model/scratch-folder.ts';
import { type AttributesFile, attributesFiles } from './attributes-files.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';
import { unquote } from './unquote.ts';

const ATTRIBUTE = 'pyc-guard';

/** A line that may set or unset the attribute, and its file. */
export interface DecidingLine extends AttributeLine {
  readonly from: AttributesFile;
}

/** The lines for paths that may decide about the attribute, and the macros that set it. */
export interface DecidingLines {
  readonly lines: readonly DecidingLine[];
  readonly macros: Macros;
  /** Where those macros are defined. */
  readonly definitions: readonly DecidingLine[];
}

/** @param files - in order of precedence */
export function decidingLines(files: readonly AttributesFile[]): DecidingLines {
  const parsed = files.map((from) => ({ from, all: parseAttributes(fromBytes(Buffer.from(from.bytes))) }));
  const macros = macrosOf(parsed.flatMap(({ from, all }) => (from.definesMacros ? [all] : [])));
  const deciders = decidersOf(ATTRIBUTE, macros);
  const deciding = parsed.flatMap(({ from, all }) =>
    all
      .filter(({ states }) => states.some(([name]) => deciders.has(name)))
      .toReversed() // within a file the last line takes precedence
      .map((line) => ({ ...line, from })),
  );
  const lines = deciding.filter(({ macro }) => macro === undefined);
  const definitions = deciding.filter(({ macro, from }) => macro !== undefined && from.definesMacros);
  return { lines, macros, definitions };
}

/**
 * Finds the line by which each path is allowed. Git says which lines match a path; if these lines would not
 * allow it, although git does, the line stays unknown.
 *
 * @param paths - which git says are allowed
 * @param commit - whose `.gitattributes` count; `null`: those of the work tree
 */
export async function explainAllowed(
  repo: Repository,
  paths: readonly BytePath[],
  commit: string | null = null,
): Promise<Allowance[]> {
  if (paths.length === 0) return [];
  const deciding = decidingLines(await attributesFiles(repo, paths, commit));
  const lines = await allowingLines(repo, paths, deciding);
  return paths.map((path) => {
    const by = lines.get(path);
    return by === undefined ? { path } : { path, ...shown(by) };
  });
}

/** The line by which each path is allowed, if the lines that match it allow it. */
export async function allowingLines(
  repo: Repository,
  paths: readonly BytePath[],
  { lines, macros }: DecidingLines,
): Promise<Map<BytePath, DecidingLine>> {
  const found = new Map<BytePath, DecidingLine>();
  for (const [path, matching] of await matchingLines(repo, paths, lines)) {
    const decision = decide(ATTRIBUTE, matching, macros);
    if (decision?.state === 'unset') found.set(path, decision.by);
  }
  return found;
}

/** A line as it is shown. */
export const shown = ({ from, line, head }: DecidingLine): AttributesLine => ({
  file: from.file,
  line,
  pattern: patternOf(head),
});

/** The pattern without its quotes and escapes. */
const patternOf = (head: string): string => toText(unquote(head) ?? (head as BytePath));

/** How much git may print: where each of many lines matches each of many paths, it can be gigabytes. */
const MOST_PRINTED = 100 * 2 ** 20;
/** What it prints beside the path for each line that matches. */
const PER_ANSWER = 50;

/** The first of them for which git does not print too much, even if every line matches; of others the line is not known. */
function asked(paths: readonly BytePath[], lines: number): readonly BytePath[] {
  let printed = 0;
  return paths.filter((path) => {
    printed += (path.length + PER_ANSWER) * lines;
    return printed <= MOST_PRINTED;
  });
}

/**
 * Which lines match each path, in their order. Git is asked, in a scratch work tree where each line sets
 * an attribute of its own.
 */
export async function matchingLines(
  repo: Repository,
  paths: readonly BytePath[],
  lines: readonly DecidingLine[],
): Promise<Map<BytePath, DecidingLine[]>> {
  const matching = new Map<BytePath, DecidingLine[]>();
  if (paths.length === 0 || lines.length === 0) return matching;
  const name = `line-${randomBytes(8).toString('hex')}-`; // no file may give these attributes but ours
  const contents = new Map<BytePath, string>();
  lines.forEach(({ from: { folder }, head }, i) => {
    contents.set(folder, `${contents.get(folder) ?? ''}${head} ${name}${i}\n`);
  });
  const files = [...contents].map(
    ([folder, content]) => [join(toText(folder), '.gitattributes'), Buffer.from(content, 'latin1')] as const,
  );
  const { stdout } = await withScratchFiles(files, (workTree) => {
    const where = [`--git-dir=${repo.gitDir}`, `--work-tree=${workTree}`];
    const input = Buffer.from(
      asked(paths, lines.length)
        .map((path) => `${path}\0`)
        .join(''),
      'latin1',
    );
    return git(workTree, [...where, 'check-attr', '-a', '-z', '--stdin'], { input });
  });
  const answers = zsplit(stdout);
  const found = new Map<BytePath, number[]>();
  for (let i = 0; i + 2 < answers.length; i += 3) {
    const [path = '' as BytePath, attribute = ''] = answers.slice(i, i + 2);
    if (!attribute.startsWith(name)) continue;
    const numbers = found.get(path) ?? [];
    numbers.push(Number(attribute.slice(name.length)));
    found.set(path, numbers);
  }
  for (const [path, numbers] of found) {
    const its = [...new Set(numbers)].sort((a, b) => a - b).flatMap((number) => lines[number] ?? []);
    matching.set(path, its);
  }
  return matching;
}
