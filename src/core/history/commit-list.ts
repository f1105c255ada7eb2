import { Buffer } from 'node:buffer';

/** Commits in the order in which git named them. */
export interface Piece {
  /** Their ids, a line each. */
  readonly lines: Buffer;
  /** When they were made (committer date, seconds since 1970). */
  readonly times: readonly number[];
}

/**
 * Reads `git rev-list --timestamp` as it arrives: `<seconds> <id>` LF (git-rev-list(1)). What a
 * piece keeps is what `git diff-tree --stdin` takes, and the times in the order of its answers.
 */
export class CommitList {
  readonly #lineLength: number;
  readonly #most: number;
  #rest: Buffer = Buffer.alloc(0);

  /**
   * @param oidLength - hex digits of an id: 40, or 64 with SHA-256
   * @param most - commits in a piece
   */
  constructor(oidLength: number, most: number) {
    this.#lineLength = oidLength + 1;
    this.#most = most;
  }

  /** @returns the commits that this part of the output completes */
  *read(chunk: Buffer): Generator<Piece> {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let piece = this.#cut(data); piece !== null; piece = this.#cut(data)) {
      yield piece;
      data = data.subarray(piece.length);
    }
    this.#rest = data;
  }

  /** @returns as many whole lines as make a piece, and their length; `null` where there is none */
  #cut(data: Buffer): (Piece & { length: number }) | null {
    const times: number[] = [];
    const room = Math.min(this.#most, Math.floor(data.length / (SHORTEST_TIME + this.#lineLength)));
    const lines = Buffer.allocUnsafe(room * this.#lineLength);
    let at = 0;
    while (times.length < room) {
      const space = data.indexOf(SPACE, at);
      const end = space + 1 + this.#lineLength;
      if (space === -1 || end > data.length) break;
      data.copy(lines, times.length * this.#lineLength, space + 1, end);
      times.push(number(data, at, space));
      at = end;
    }
    if (times.length === 0) return null;
    return { times, lines: lines.subarray(0, times.length * this.#lineLength), length: at };
  }
}

/** A digit and a space. */
const SHORTEST_TIME = 2;
const SPACE = 32;
const ZERO = 48;

function number(digits: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + (digits[at] ?? ZERO) - ZERO;
  return value;
}
