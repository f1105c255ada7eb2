import type { StringValue, Value } from '../read/code-object.ts';

/** A value, or one that is not known. */
export type Slot = Value | undefined;

/** A name that says what a value on the stack is, though not always the value's own: `get` in `settings.get`. */
export type StackLabel = StringValue | undefined;

/** The top of an interpreter's stack, as far as it is known. */
export class ValueStack {
  /** Values above `#depth` are left over: an array that keeps its length is much faster. */
  readonly #slots: Slot[] = [];
  readonly #labels: StackLabel[] = [];
  readonly #owners: StackLabel[] = [];
  #depth = 0;

  get depth(): number {
    return this.#depth;
  }

  /**
   * @param label - the name it was read from
   * @param owner - of an attribute, the name of the object
   */
  push(value: Slot, label?: StackLabel, owner?: StackLabel): void {
    this.#slots[this.#depth] = value;
    this.#labels[this.#depth] = label;
    this.#owners[this.#depth] = owner;
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

  /** The value that has `above` others on it. */
  at(above: number): Slot {
    return above < this.#depth ? this.#slots[this.#depth - 1 - above] : undefined;
  }

  labelAt(above: number): StackLabel {
    return above < this.#depth ? this.#labels[this.#depth - 1 - above] : undefined;
  }

  ownerAt(above: number): StackLabel {
    return above < this.#depth ? this.#owners[this.#depth - 1 - above] : undefined;
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
