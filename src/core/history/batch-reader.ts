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
  #header: { oid: string; type: string; size: number } | null = null;
  #chunks: Buffer[] = [];
  #length = 0;

  /** @returns what this piece completes: an answer for each object asked for, in that order */
  *read(chunk: Buffer): Generator<Answer> {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    // the content of a large object is not put together anew for each of its pieces
    if (this.#header !== null && this.#length <= this.#header.size) return;
    let data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (let step = this.#step(data); step !== null; step = this.#step(data)) {
      data = data.subarray(step.used);
      if (step.answer !== undefined) yield step.answer;
    }
    this.#chunks = data.length === 0 ? [] : [data];
    this.#length = data.length;
  }

  /** Takes a header or a content off the front; `null` where more is needed for that. */
  #step(data: Buffer): { readonly used: number; readonly answer?: Answer } | null {
    if (this.#header !== null) {
      const { oid, type, size } = this.#header;
      if (data.length <= size) return null;
      this.#header = null;
      return { used: size + 1, answer: { oid, type, content: data.subarray(0, size) } };
    }
    const end = data.indexOf(10);
    if (end === -1) return null;
    const [, oid, type = '', size] = HEADER.exec(data.toString('latin1', 0, end)) ?? [];
    if (oid === undefined) return { used: end + 1, answer: null };
    this.#header = { oid, type, size: Number(size) };
    return { used: end + 1 };
  }
}
