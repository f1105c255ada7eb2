import type { Value } from '../read/code-object.ts';

/** A value, or one that is not known. */
export type Slot = Value | undefined;

/** The top of an interpreter's stack, as far as it is known. */
export class ValueStack {
  /** Values above `#depth` are left over: an array that keeps its length is much faster. */
  readonly #slots: Slot[] = [];
  #depth = 0;

  get depth(): number {
    return this.#depth;
  }

  push(value: Slot): void {
    this.#slots[this.#depth] = value;
    this.#depth += 1;
  }

  pushBackwards(values: readonly Slot[]): void {
    for (let at = values.length - 1; at >= 0; at -= 1) this.push(values[at]);
  }

  pop(): Slot {
    if (this.#depth === 0) return undefined;
    this.#depth -= 1;
    return this.#slots[this.#depth];
  }

  /** Removes `count` values. */
  drop(count: number): void {
    this.#depth = Math.max(0, this.#depth - count);
  }

  /** Replaces `count` values by `results` unknown ones. */
  replace(count: number, results: number): void {
    this.drop(count);
    for (let left = results; left > 0; left -= 1) this.push(undefined);
  }

  /** At most `count` values below `end`, in the order they were pushed. */
  top(count: number, end = this.#depth): Slot[] {
    return this.#slots.slice(Math.max(0, end - count), Math.max(0, end));
  }

  forget(): void {
    this.#depth = 0;
  }
}
