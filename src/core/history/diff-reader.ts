import type { Buffer } from 'node:buffer';
import type { BytePath } from '../../types.ts';
import type { CommitAt, Ledger } from './ledger.ts';

/**
 * Reads `git diff-tree --stdin -r -c --root --no-renames --no-abbrev -z --always --format=%H %ct`
 * as it arrives and books every change in a ledger.
 *
 * A commit is `<id> <time>` NUL, then its changes: `:` for each parent, the modes, the ids, the
 * status, NUL, the path, NUL (git-diff-tree(1), "Raw output format", "Diff format for merges").
 * Before the first change git puts a line feed, or in a merge one more NUL.
 */
export class DiffReader {
  /** Commits read so far. */
  commits = 0;
  #rest = '';
  #change = '';
  #at: CommitAt = { commit: '', time: 0 };
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  read(chunk: Buffer): void {
    const text = this.#rest + chunk.toString('latin1');
    let start = 0;
    for (let end = text.indexOf('\0'); end !== -1; end = text.indexOf('\0', start)) {
      this.#field(text, start, end);
      start = end + 1;
    }
    this.#rest = text.slice(start);
  }

  #field(text: string, start: number, end: number): void {
    if (this.#change !== '') {
      this.#book(text.slice(start, end) as BytePath);
      this.#change = '';
      return;
    }
    const from = text.charCodeAt(start) === LINE_FEED ? start + 1 : start;
    if (from === end) return;
    if (text.charCodeAt(from) === COLON) this.#change = text.slice(from, end);
    else this.#commit(text.slice(from, end));
  }

  #commit(header: string): void {
    const space = header.indexOf(' ');
    this.#at = { commit: header.slice(0, space), time: Number(header.slice(space + 1)) };
    this.commits++;
  }

  #book(path: BytePath): void {
    if (!MAY_MATTER.test(path)) return;
    const parents = /^:+/.exec(this.#change)?.[0].length ?? 0;
    const fields = this.#change.slice(parents).split(' ');
    const mode = (side: number): string => fields[side] ?? '';
    const oid = (side: number): string => fields[parents + 1 + side] ?? '';
    for (let parent = 0; parent < parents; parent++) {
      if (mode(parent) !== ABSENT) this.#ledger.remove(path, mode(parent), oid(parent), this.#at);
    }
    if (mode(parents) !== ABSENT) this.#ledger.add(path, mode(parents), oid(parents), this.#at);
  }
}

const LINE_FEED = 10;
const COLON = 58;
const ABSENT = '000000';

/** Cheap, and true for whatever the ledger wants: almost no path of a history is. */
const MAY_MATTER = /\.py[co]$|\$py\.class$|__pycache__\/|\.gitattributes$/i;
