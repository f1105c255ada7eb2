import type { Bytecode } from '../read/bytecode.ts';
import type { StringValue } from '../read/code-object.ts';
import * as Column from '../read/columns.ts';
import { decode } from '../read/decode.ts';
import * as Kind from '../read/kinds.ts';
import type { ObjectTable } from '../read/object-table.ts';
import { stringOf } from '../read/objects.ts';

/** A path that a compiler wrote into its output. */
export interface RecordedPath {
  readonly path: string;
  /** Whose home directory it lies in. */
  readonly user: string | undefined;
}

/**
 * Home directories: Linux, macOS, Windows, and Windows as WSL, Cygwin and MSYS spell it.
 * `/root` is one as well.
 */
const HOMES: readonly RegExp[] = [
  /^\/(?:var\/|export\/|usr\/)?home\/([^/]+)\//,
  /^\/(?:System\/Volumes\/Data\/|private\/)?Users\/([^/]+)\//,
  /^(?:\\\\\?\\)?[A-Za-z]:[\\/]+(?:Users|Documents and Settings)[\\/]+([^\\/]+)[\\/]/i,
  /^(?:\/mnt|\/cygdrive)?\/[a-z]\/Users\/([^/]+)\//i,
  /^\/(?:var\/)?(root)\//,
];

/** Folders that exist for every user, so they name nobody. */
const NOBODY = new Set(['Public', 'Shared', 'Default', 'All Users']);

export function userOf(path: string): string | undefined {
  for (const home of HOMES) {
    const user = home.exec(path)?.[1];
    if (user !== undefined) return NOBODY.has(user) ? undefined : user;
  }
  return undefined;
}

/** The paths of the sources it was compiled from, each once: `co_filename`, or what looks like it. */
export function compiledFrom(bytecode: Bytecode): RecordedPath[] {
  const recorded = filenames(bytecode.table()).map((filename) => decode(bytecode.bytes, filename));
  const inRuns: string[] = [];
  for (const { text } of bytecode.runs) {
    if (inRuns.length >= MOST_IN_RUNS) break;
    inRuns.push(...pathsIn(text));
  }
  return [...new Set([...recorded, ...inRuns])].map((path) => ({ path, user: userOf(path) }));
}

/** Nearly always one, to which all code objects refer. */
function filenames(table: ObjectTable): StringValue[] {
  const found = new Set<number>();
  let last = Kind.NONE;
  for (let row = 0; row < table.codesEnd; row += Column.COUNT) {
    const filename = table.codes[row + Column.FILENAME] as number;
    if (filename !== last && filename !== Kind.NONE) found.add(filename);
    last = filename;
  }
  return [...found].map((filename) => stringOf(table, filename));
}

const MOST_IN_RUNS = 100;
const LONGEST_IN_RUN = 400;

/** Characters that no path in a run has. */
const NO_PATH = /[\n\t"'<>|*?:]/g;

/** Absolute paths of Python sources inside a run of text, from the first thing that can begin one.
 * The letter after it may be the type of the next object. */
function pathsIn(text: string): string[] {
  const ends = [...text.matchAll(/\.pyw?/g)].slice(0, MOST_IN_RUNS);
  return ends.flatMap(({ 0: ending, index }) => {
    const before = text.slice(Math.max(0, index - LONGEST_IN_RUN), index + ending.length);
    const start = [...before.matchAll(NO_PATH)].at(-1)?.index ?? -1;
    if (/^[A-Za-z]:[\\/]/.test(before.slice(Math.max(0, start - 1)))) return [before.slice(start - 1)];
    const slash = before.indexOf('/', start + 1);
    return slash < 0 ? [] : [before.slice(slash)];
  });
}
