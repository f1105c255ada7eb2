import { Buffer } from 'node:buffer';

/** An object from `git cat-file --batch`; `null` if the repository does not have it. */
export type Answer = {
  readonly oid: string;
  readonly type: string;
  readonly size: number;
  /** All of it, or its first bytes if it was not wanted whole; mostly a part of the piece in which it came. */
  readonly content: Buffer;
  readonly isWhole: boolean;
} | null;

/**
 * Whether an object is wanted whole, or how many of its first bytes are.
 *
 * @param head - its first `HEAD` bytes, fewer only of a smaller one
 */
export type Keep = (head: Buffer, size: number) => boolean | number;

/** The bytes that `canBeBytecode` needs. */
const HEAD = 24;

/** Names can contain spaces; those that are `missing` or `ambiguous` have no size. */
const HEADER = /^([0-9a-f]+) ([a-z]+) ([0-9]+)$/;

/** A symbolic link that leads out of the tree or to nothing in it; its target follows as the content. */
const LINK = /^(symlink|dangling|loop|notdir) ([0-9]+)$/;

interface Current {
  readonly oid: string;
  readonly type: string;
  readonly size: number;
  /** Bytes that have not arrived yet, including the line end after them. */
  left: number;
  parts: Buffer[];
  have: number;
  /** How many bytes are kept; undefined until enough have arrived to decide. */
  wanted: number | undefined;
}

/**
 * Reads the output of `git cat-file --batch` as it arrives: `<id> <type> <size>` LF, the content,
 * LF, or `<name> missing` LF (git-cat-file(1), "Batch output"); a link that can't be followed has no id, and
 * `symlink`, `dangling`, `loop` or `notdir` for a type. Content that is not kept takes no memory.
 */
export class BatchReader {
  readonly #keep: Keep;
  #line = '';
  #current: Current | null = null;

  constructor(keep: Keep = () => true) {
    this.#keep = keep;
  }

  /** @returns what this piece completes: an answer for each object asked for, in that order */
  *read(chunk: Buffer): Generator<Answer> {
    for (let at = 0; at < chunk.length; ) {
      if (this.#current !== null) {
        const piece = chunk.subarray(at, at + this.#current.left);
        at += piece.length;
        const answer = this.#take(this.#current, piece);
        if (answer !== undefined) yield answer;
        continue;
      }
      const end = chunk.indexOf(10, at);
      this.#line += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
      if (end === -1) return;
      at = end + 1;
      this.#current = begin(this.#line);
      this.#line = '';
      if (this.#current === null) yield null;
    }
  }

  #take(current: Current, piece: Buffer): Answer | undefined {
    current.left -= piece.length;
    if (current.wanted === undefined || current.have < current.wanted) {
      current.parts.push(piece);
      current.have += piece.length;
    }
    if (current.wanted === undefined && current.have >= Math.min(HEAD, current.size)) this.#decide(current);
    if (current.left > 0) return undefined;
    this.#current = null;
    const { oid, type, size, wanted = size } = current;
    const content = joined(current.parts).subarray(0, Math.min(wanted, size));
    return { oid, type, size, isWhole: content.length === size, content };
  }

  #decide(current: Current): void {
    const head = joined(current.parts).subarray(0, Math.min(HEAD, current.size));
    const kept = this.#keep(head, current.size);
    current.wanted = typeof kept === 'number' ? kept : kept ? current.size : head.length;
    if (kept === false) current.parts = [head];
  }
}

/** Without a copy where there is but one, as of most objects: memory that is soon let go of takes time, too. */
const joined = (parts: readonly Buffer[]): Buffer => {
  const [first] = parts;
  return first !== undefined && parts.length === 1 ? first : Buffer.concat(parts);
};

function begin(line: string): Current | null {
  const [, link, target] = LINK.exec(line) ?? [];
  const [, oid, type = '', length] = link === undefined ? (HEADER.exec(line) ?? []) : ['', '', link, target];
  if (oid === undefined) return null;
  const size = Number(length);
  return { oid, type, size, left: size + 1, parts: [], have: 0, wanted: undefined };
}
