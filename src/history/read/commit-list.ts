import { Buffer } from 'node:buffer';

/** Commits in the order in which git listed them. */
export interface ListedCommits {
  /** Their ids, a line each. */
  readonly lines: Buffer;
  /** When they were made (committer date, seconds since 1970). */
  readonly times: readonly number[];
}

/**
 * Reads `git rev-list --timestamp` as it arrives: `<seconds> <id>` LF (git-rev-list(1)). It separates the ids,
 * the input of `git diff-tree --stdin`, from the times, which stay in the order of its answers.
 */
export class CommitList {
  readonly #lineLength: number;
  #rest: Buffer = Buffer.alloc(0);

  /** @param oidLength - hex digits of an id: 40, or 64 with SHA-256 */
  constructor(oidLength: number) {
    this.#lineLength = oidLength + 1;
  }

  /** @returns the commits that this part of the output completes, possibly none */
  read(chunk: Buffer): ListedCommits {
    const data = Buffer.concat([this.#rest, chunk]);
    const times: number[] = [];
    const most = Math.floor(data.length / (SHORTEST_TIME + this.#lineLength));
    const lines = Buffer.allocUnsafe(most * this.#lineLength);
    let at = 0;
    while (times.length < most) {
      const space = data.indexOf(SPACE, at);
      const end = space + 1 + this.#lineLength;
      if (space === -1 || end > data.length) break;
      data.copy(lines, times.length * this.#lineLength, space + 1, end);
      times.push(number(data, at, space));
      at = end;
    }
    this.#rest = data.subarray(at);
    return { lines: lines.subarray(0, times.length * this.#lineLength), times };
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
