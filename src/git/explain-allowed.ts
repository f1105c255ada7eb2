import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
import { type AttributesFile, attributesFiles } from './attributes-files.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';
import { unquote } from './unquote.ts';

const ATTRIBUTE = 'pyc-guard';

/** A line that may say something of the attribute, and the file it stands in. */
export interface DecidingLine extends AttributeLine {
  readonly from: AttributesFile;
}

/** Lines for paths that may decide over the attribute, and the macros that do. */
export interface DecidingLines {
  readonly lines: readonly DecidingLine[];
  readonly macros: Macros;
  /** Where those macros are defined. */
  readonly definitions: readonly DecidingLine[];
}

/** @param files - the one that goes first in front */
export function decidingLines(files: readonly AttributesFile[]): DecidingLines {
  const parsed = files.map((from) => ({ from, all: parseAttributes(fromBytes(Buffer.from(from.bytes))) }));
  const macros = macrosOf(parsed.flatMap(({ from, all }) => (from.definesMacros ? [all] : [])));
  const deciders = decidersOf(ATTRIBUTE, macros);
  const deciding = parsed.flatMap(({ from, all }) =>
    all
      .filter(({ states }) => states.some(([name]) => deciders.has(name)))
      .toReversed() // within a file the last line goes first
      .map((line) => ({ ...line, from })),
  );
  const lines = deciding.filter(({ macro }) => macro === undefined);
  const definitions = deciding.filter(({ macro, from }) => macro !== undefined && from.definesMacros);
  return { lines, macros, definitions };
}

/**
 * By which line each path is allowed. Git has said that they are, and git says which lines match; where
 * what follows from those lines is not what git said, the line is not known.
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

/** The line by which each path is allowed, where the lines that match it say so. */
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

/** A pattern as it is meant, from how it is written. */
const patternOf = (head: string): string => toText(unquote(head) ?? (head as BytePath));

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
  const scratch = mkdtempSync(join(tmpdir(), 'pyc-guard-'));
  try {
    for (const [folder, content] of contents) {
      const file = join(scratch, toText(folder), '.gitattributes');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, Buffer.from(content, 'latin1'), { flag: 'wx' });
    }
    const where = [`--git-dir=${repo.gitDir}`, `--work-tree=${scratch}`];
    const input = Buffer.from(`${paths.join('\0')}\0`, 'latin1');
    const { stdout } = await git(scratch, [...where, 'check-attr', '-a', '-z', '--stdin'], { input });
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
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
