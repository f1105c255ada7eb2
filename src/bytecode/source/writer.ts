import { type CodeObject, isString, type StringValue, type Value } from '../read/code-object.ts';
import { decodeStart } from '../read/decode.ts';
import type { ConstantPlace, ConstantPlaces } from './constant-places.ts';
import { SeenStrings } from './seen-strings.ts';
import { Texts } from './texts.ts';
import type { WorkBudget } from './work-budget.ts';

/** No real file has deeper containers; strings below this depth are written without a name. */
const DEEPEST = 100;
const LONGEST_NAME = 200;
/** What a line costs beside its text. */
const PER_LINE = 16;

/** One line of pseudo-source, or more where the value has ends of lines in it. */
export interface PseudoEntry {
  /** Where the value is in the text, without its quotes. */
  readonly start: number;
  readonly end: number;
  readonly name: string | undefined;
  /** Of the code object that it is in; empty if it is in none. */
  readonly qualname: string;
  /** Of the real source, as the bytecode recorded it. */
  readonly line: number | undefined;
  /** Of the string in the file. */
  readonly offset: number;
  /** The code object that it is in; undefined if it is in none. */
  readonly code?: CodeObject | undefined;
}

/** Text that detectors of secrets understand, made from constants and the names they get. */
export interface PseudoSource {
  readonly text: string;
  /** In the order of the text. */
  readonly entries: readonly PseudoEntry[];
}

/** Pseudo-source while it is written. */
export class Writer {
  readonly entries: PseudoEntry[] = [];
  readonly work: WorkBudget;
  /** Which strings `writeAll` writes; all of them without it. */
  isWanted: ((value: StringValue) => boolean) | undefined;
  readonly #bytes: Uint8Array;
  readonly #texts: Texts;
  readonly #places: ConstantPlaces;
  readonly #parts: string[] = [];
  readonly #written: SeenStrings;
  #length = 0;
  #isTooDeep = false;

  constructor(bytes: Uint8Array, work: WorkBudget, places: ConstantPlaces) {
    this.work = work;
    this.#bytes = bytes;
    this.#texts = new Texts(bytes);
    this.#places = places;
    this.#written = new SeenStrings(bytes);
  }

  get isIncomplete(): boolean {
    return this.#isTooDeep || this.work.left <= 0;
  }

  text(): string {
    return this.#parts.join('');
  }

  /** Every string in a value. Without a name, only what was not written yet. */
  writeAll(
    value: Value,
    name: StringValue | undefined,
    place: ConstantPlace,
    role?: string,
    depth = 0,
  ): void {
    this.work.left -= 1;
    if (depth > DEEPEST) this.#isTooDeep = true;
    if (this.work.left <= 0 || depth > DEEPEST) return;
    if (isString(value)) {
      if (this.isWanted?.(value) === false) return;
      if (name === undefined) this.writeOnce(value, place);
      else this.writeNamed(value, name, place, role);
    } else if (value.type === 'dict' || value.type === 'frozendict')
      this.#writeItems(value.items, name, place, depth);
    else if ('items' in value)
      for (const item of value.items) this.writeAll(item, name, place, role, depth + 1);
  }

  #writeItems(
    items: readonly Value[],
    name: StringValue | undefined,
    place: ConstantPlace,
    depth: number,
  ): void {
    for (let at = 0; at + 1 < items.length; at += 2) {
      const [key, value] = [items[at], items[at + 1]];
      if (key && !isString(key)) this.writeAll(key, name, place, undefined, depth + 1);
      if (value) this.writeAll(value, isString(key) ? key : name, place, undefined, depth + 1);
    }
  }

  /** @param role - what it is to the function of this name whose argument it is */
  writeNamed(value: StringValue, name: StringValue, place?: ConstantPlace, role?: string): void {
    const label = withRole(this.#texts.readStart(name, LONGEST_NAME), role);
    this.work.left -= value.end - value.start + label.length + PER_LINE;
    this.#written.add(value);
    const text = this.#texts.read(value);
    if (text === '') return;
    this.#parts.push(label, ' = "', text, '"\n');
    this.#enter(
      label.length + 4,
      text.length,
      new Entry(value.start, this.#bytes, this.#places, place, name, role),
    );
  }

  writeOnce(value: StringValue, place?: ConstantPlace): void {
    if (this.#written.add(value)) this.writeText(this.#texts.read(value), value.start, place);
  }

  /** @param offset - where it begins in the file */
  writeText(text: string, offset: number, place?: ConstantPlace): void {
    if (text === '') return;
    this.#parts.push('"', text, '"\n');
    this.#enter(1, text.length, new Entry(offset, this.#bytes, this.#places, place));
  }

  #enter(head: number, length: number, entry: Entry): void {
    entry.start = this.#length + head;
    entry.end = entry.start + length;
    this.#length = entry.end + 2;
    this.entries.push(entry);
  }
}

/** `login(password)`: the argument of a function. */
const withRole = (name: string, role: string | undefined): string =>
  role === undefined ? name : `${name}(${role})`;

/** The line and the code object are computed when they are asked for. */
class Entry implements PseudoEntry {
  start = 0;
  end = 0;
  readonly offset: number;
  readonly #bytes: Uint8Array;
  readonly #places: ConstantPlaces;
  readonly #place: ConstantPlace | undefined;
  readonly #name: StringValue | undefined;
  readonly #role: string | undefined;

  constructor(
    offset: number,
    bytes: Uint8Array,
    places: ConstantPlaces,
    place?: ConstantPlace,
    name?: StringValue,
    role?: string,
  ) {
    this.offset = offset;
    this.#bytes = bytes;
    this.#places = places;
    this.#place = place;
    this.#name = name;
    this.#role = role;
  }

  get name(): string | undefined {
    return this.#name && withRole(decodeStart(this.#bytes, this.#name, LONGEST_NAME), this.#role);
  }

  get code(): CodeObject | undefined {
    return this.#place?.code;
  }

  get qualname(): string {
    return this.#place === undefined ? '' : this.#places.qualname(this.#place.code);
  }

  get line(): number | undefined {
    return this.#place && this.#places.line(this.#place);
  }
}
