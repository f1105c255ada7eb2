import type { Buffer } from 'node:buffer';
import type { BytePath } from '../../model/byte-path.ts';
import { CACHE_FOLDER_IN_TEXT, CANDIDATE, LAST_LETTERS, NAMED_PYCACHE } from '../../model/cache-patterns.ts';
import type { VersionTable } from './version-table.ts';

/**
 * Reads `git diff-tree --stdin -r -c --root --no-renames --no-abbrev -z --always` as it
 * arrives and records every change in a version table.
 *
 * A commit is its id, NUL, then its changes: `:` for each parent, the modes, the ids, the status,
 * NUL, the path, NUL (git-diff-tree(1), "Raw output format", "Diff format for merges").
 *
 * Nearly all changes are irrelevant, so no substring is made before a path is known to matter.
 */
export class DiffReader {
  /** Commits read so far. */
  commits = 0;
  readonly #table: VersionTable;
  readonly #timeOf: (nth: number) => number;
  #text = '';
  /** The start of a field that has not arrived completely. */
  #rest = 0;
  /** Whether any path of this text may be in a cache directory. */
  #hasCaches = false;
  /** Positions of the last commit's id, and of a change whose path has not arrived yet. */
  #commit: Span = NOWHERE;
  #change: Span = NOWHERE;

  /** @param timeOf - the time of the `nth` commit of the output, from 0 (seconds since 1970) */
  constructor(table: VersionTable, timeOf: (nth: number) => number) {
    this.#table = table;
    this.#timeOf = timeOf;
  }

  read(chunk: Buffer): void {
    const kept = this.#keep();
    this.#text += chunk.toString('latin1');
    this.#hasCaches = CACHE_FOLDER_IN_TEXT.test(this.#text);
    let start = kept;
    for (let end = this.#text.indexOf('\0', start); end !== -1; end = this.#text.indexOf('\0', start)) {
      this.#field(start, end);
      start = end + 1;
    }
    this.#rest = start;
  }

  /** Drops the text that is no longer needed. @returns the position to continue from */
  #keep(): number {
    const commit = this.#text.slice(this.#commit.start, this.#commit.end);
    const change = this.#text.slice(this.#change.start, this.#change.end);
    const rest = this.#text.slice(this.#rest);
    this.#commit = { start: 0, end: commit.length };
    if (change !== '') this.#change = { start: commit.length, end: commit.length + change.length };
    this.#text = commit + change + rest;
    return commit.length + change.length;
  }

  #field(start: number, end: number): void {
    if (this.#change !== NOWHERE) {
      if (this.#mayMatter(end)) this.#record(this.#text.slice(start, end) as BytePath);
      this.#change = NOWHERE;
      return;
    }
    if (this.#text.charCodeAt(start) === COLON) {
      this.#change = { start, end };
      return;
    }
    this.#commit = { start, end };
    this.commits++;
  }

  /** Pre-filter: whether the path that ends at `end` may matter to the table, mostly by its last letter. */
  #mayMatter(end: number): boolean {
    return this.#hasCaches || LAST_CHARACTERS.has(this.#text.charCodeAt(end - 1));
  }

  #record(path: BytePath): void {
    if (![CANDIDATE, NAMED_PYCACHE, ATTRIBUTES].some((pattern) => pattern.test(path))) return;
    const change = this.#text.slice(this.#change.start, this.#change.end);
    const parents = /^:+/.exec(change)?.[0].length ?? 0;
    const fields = change.slice(parents).split(' ');
    const mode = (side: number): string => fields[side] ?? '';
    const oid = (side: number): string => fields[parents + 1 + side] ?? '';
    const commit = this.#text.slice(this.#commit.start, this.#commit.end);
    const at = { commit, time: this.#timeOf(this.commits - 1) };
    for (let parent = 0; parent < parents; parent++) {
      if (mode(parent) !== ABSENT) this.#table.remove(path, mode(parent), oid(parent), at);
    }
    if (mode(parents) !== ABSENT) this.#table.add(path, mode(parents), oid(parents), at);
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const NOWHERE: Span = { start: 0, end: 0 };
const COLON = 58;
const ABSENT = '000000';

const ATTRIBUTES = /\.gitattributes$/i;
const LAST_CHARACTERS = new Set([...LAST_LETTERS, 's', 'S'].map((letter) => letter.charCodeAt(0)));
