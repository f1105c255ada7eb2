import { Buffer } from 'node:buffer';

/** An object as `git cat-file --batch` gives it; `null` where the repository does not have it. */
export type Answer = { readonly oid: string; readonly type: string; readonly content: Buffer } | null;

/** Names asked for may hold spaces; those that are `missing` or `ambiguous` have no size. */
const HEADER = /^([0-9a-f]+) ([a-z]+) ([0-9]+)$/;

/**
 * Reads the output of `git cat-file --batch` as it arrives: `<id> <type> <size>` LF, the content,
 * LF, or `<what was asked> missing` LF (git-cat-file(1), "Batch output").
 */
export class BatchReader {
  readonly #onAnswer: (answer: Answer) => void;
  #header: { oid: string; type: string; size: number } | null = null;
  #chunks: Buffer[] = [];
  #length = 0;

  /** @param onAnswer - called once for each object asked for, in that order */
  constructor(onAnswer: (answer: Answer) => void) {
    this.#onAnswer = onAnswer;
  }

  read(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    // the content of a large object is not put together anew for each of its pieces
    if (this.#header !== null && this.#length <= this.#header.size) return;
    let data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (let used = this.#one(data); used > 0; used = this.#one(data)) data = data.subarray(used);
    this.#chunks = data.length === 0 ? [] : [data];
    this.#length = data.length;
  }

  /** @returns how many bytes were understood; 0 where more are needed */
  #one(data: Buffer): number {
    if (this.#header === null) {
      const end = data.indexOf(10);
      if (end === -1) return 0;
      const [, oid, type = '', size] = HEADER.exec(data.toString('latin1', 0, end)) ?? [];
      if (oid === undefined) this.#onAnswer(null);
      else this.#header = { oid, type, size: Number(size) };
      return end + 1;
    }
    const { oid, type, size } = this.#header;
    if (data.length <= size) return 0;
    this.#header = null;
    this.#onAnswer({ oid, type, content: data.subarray(0, size) });
    return size + 1;
  }
}
