import { CodeBuilder, type CodeContext } from './code-builder.ts';
import type { CodeObject, Ints } from './code-object.ts';
import { Cursor } from './cursor.ts';
import { findInts } from './find-ints.ts';
import type { Budget } from './limits.ts';
import { MarshalError } from './marshal-error.ts';
import { References } from './references.ts';
import { skipNumber } from './skip-number.ts';
import type { Dict, Other, Sequence, StringValue, Value } from './value.ts';

/** Everything that was read, also when reading stopped half way. */
export interface MarshalResult {
  /** Absent when reading stopped half way. */
  readonly root: Value | undefined;
  /** In the order of the file, the outermost first. Only whole ones. */
  readonly codes: readonly CodeObject[];
  readonly strings: readonly StringValue[];
  readonly objects: number;
  /** Where reading ended. */
  readonly end: number;
  readonly error: string | undefined;
}

interface Frame {
  readonly node: Value;
  /** Items still to come; of a dictionary unknown, of a code object for the builder to say. */
  left: number;
  readonly builder: CodeBuilder | undefined;
  /** The reference it will be known by, or -1. */
  readonly slot: number;
}

type Container = Sequence['type'] | Dict['type'];

const FLAG_REF = 0x80;
const SINGLETONS: Readonly<Record<string, Other>> = {
  N: { type: 'none' },
  T: { type: 'true' },
  F: { type: 'false' },
  S: { type: 'stop-iteration' },
  '.': { type: 'ellipsis' },
};
/** How many items follow, or what ends them, by type. */
const CONTAINERS: Readonly<Record<string, { type: Container; length: (cursor: Cursor) => number }>> = {
  '(': { type: 'tuple', length: (cursor) => cursor.length() },
  ')': { type: 'tuple', length: (cursor) => cursor.uint8() },
  '[': { type: 'list', length: (cursor) => cursor.length() },
  '<': { type: 'set', length: (cursor) => cursor.length() },
  '>': { type: 'frozenset', length: (cursor) => cursor.length() },
  ':': { type: 'slice', length: () => 3 },
  '{': { type: 'dict', length: () => Number.POSITIVE_INFINITY },
  '}': { type: 'frozendict', length: () => Number.POSITIVE_INFINITY },
};
const NUMBER: Other = { type: 'number' };
/** Ends a dictionary. */
const NULL: Other = { type: 'none' };
/** How often the clock is asked, in objects. */
const CLOCK_EVERY = 1024;

/**
 * Reads what `marshal.dump` wrote (CPython `Python/marshal.c`, versions 0 to 5) from `start` on.
 * The shape alone tells which Python wrote it; `hint` is only what is tried first for the integers
 * at the head of a code object. It never throws and keeps its own stack.
 */
export function readMarshal(bytes: Uint8Array, start: number, budget: Budget, hint?: Ints): MarshalResult {
  const reader = new Reader(new Cursor(bytes, start), budget, hint);
  let root: Value | undefined;
  let error: string | undefined;
  try {
    root = reader.read();
  } catch (thrown) {
    if (!(thrown instanceof MarshalError)) throw thrown;
    error = `${thrown.message} at byte ${thrown.offset}`;
  }
  const codes = reader.codes.filter((code) => code.layout.total > 0);
  return {
    root,
    codes,
    strings: reader.strings,
    objects: reader.objects,
    end: reader.cursor.position,
    error,
  };
}

class Reader {
  readonly cursor: Cursor;
  readonly codes: CodeObject[] = [];
  readonly strings: StringValue[] = [];
  objects = 0;
  readonly #budget: Budget;
  readonly #deadline: number;
  readonly #context: CodeContext;
  #ints: Ints | undefined;
  readonly #references = new References();
  readonly #stack: Frame[] = [];
  #code: CodeObject | undefined;

  constructor(cursor: Cursor, budget: Budget, hint: Ints | undefined) {
    this.cursor = cursor;
    this.#budget = budget;
    this.#deadline = budget.now() + budget.milliseconds;
    this.#ints = hint;
    this.#context = {
      cursor,
      looksLikeBytes: (offset) => this.#references.looksLikeBytes(cursor, offset),
      nameTuples: new Set(),
    };
  }

  read(): Value {
    for (;;) {
      let value = this.#next();
      while (value) {
        const frame = this.#stack.at(-1);
        if (!frame) return value === NULL ? this.#fail('nothing but an end mark') : value;
        value = this.#deliver(frame, value) ? this.#close(frame) : undefined;
      }
    }
  }

  /** Puts a value into the container it belongs to; true once that is whole. */
  #deliver(frame: Frame, value: Value): boolean {
    const { node, builder } = frame;
    if (node.type === 'dict' || node.type === 'frozendict') {
      if (value !== NULL) node.items.push(value);
      else if (node.items.length % 2 === 0) return true;
      else this.#fail('a key without a value');
      return false;
    }
    if (value === NULL) this.#fail('an end mark outside a dictionary');
    if (builder) return builder.add(value, this.#context);
    if ('items' in node) node.items.push(value);
    frame.left -= 1;
    return frame.left === 0;
  }

  #close(frame: Frame): Value {
    this.#stack.pop();
    if (frame.slot >= 0) this.#references.set(frame.slot, frame.node);
    if (frame.node.type === 'code') this.#code = frame.node.parent;
    return frame.node;
  }

  /** The next object, or undefined when it is a container whose items come next. */
  #next(): Value | undefined {
    this.#count();
    const offset = this.cursor.position;
    const byte = this.cursor.uint8();
    const type = String.fromCharCode(byte & ~FLAG_REF);
    const known = this.#known(type);
    if (known) return known;
    const slot = byte & FLAG_REF ? this.#references.reserve() : -1;
    if (type === 'c' || type === 'C') return this.#openCode(offset, slot);
    const container = this.#openContainer(type, slot);
    if (container !== 'no container') return container;
    const value = this.#leaf(type);
    if (slot >= 0) this.#references.set(slot, value);
    return value;
  }

  /** What gets no number to be referred to by, whatever its flag says. */
  #known(type: string): Value | undefined {
    if (type === '0') return NULL;
    if (type === 'r')
      return this.#references.object(this.cursor.int32()) ?? this.#fail('a reference to nothing');
    if (type === 'R')
      return this.#references.string(this.cursor.int32()) ?? this.#fail('a reference to no string');
    return SINGLETONS[type];
  }

  #openContainer(type: string, slot: number): Value | undefined | 'no container' {
    const container = CONTAINERS[type];
    if (!container) return 'no container';
    return this.#open({ type: container.type, items: [] }, container.length(this.cursor), slot);
  }

  #open(
    node: Exclude<Value, Other | StringValue>,
    left: number,
    slot: number,
    builder?: CodeBuilder,
  ): Value | undefined {
    // A frozen set, a slice and code can't hold themselves: CPython rejects a reference to an unfinished one.
    const isKnownEarly =
      node.type === 'tuple' || node.type === 'list' || node.type === 'set' || node.type === 'dict';
    if (slot >= 0 && (left === 0 || isKnownEarly)) this.#references.set(slot, node);
    if (left === 0) return node;
    if (this.#stack.length >= this.#budget.depth) this.#fail('nested too deep');
    this.#stack.push({ node, left, slot, builder });
    return undefined;
  }

  #openCode(offset: number, slot: number): undefined {
    const ints = findInts(this.#context, this.#ints) ?? this.#fail('no code object');
    this.#ints = ints;
    const builder = new CodeBuilder(offset, this.#code, ints, this.cursor);
    this.#code = builder.node;
    this.codes.push(builder.node);
    this.#open(builder.node, Number.POSITIVE_INFINITY, slot, builder);
  }

  #leaf(type: string): Value {
    switch (type) {
      case 's':
        return this.#string('bytes', 'raw', this.cursor.length());
      case 't': {
        // Interned: the `str` of its Python, which is bytes before 3.0, where code has four integers at most.
        const type = (this.#ints?.count ?? 0) > 4 ? 'str' : 'bytes';
        const value = this.#string(type, 'raw', this.cursor.length());
        this.#references.intern(value);
        return value;
      }
      case 'u':
        return this.#string('str', 'utf8', this.cursor.length());
      case 'a':
      case 'A':
        return this.#string('str', 'ascii', this.cursor.length());
      case 'z':
      case 'Z':
        return this.#string('str', 'ascii', this.cursor.uint8());
      default:
        return skipNumber(this.cursor, type) ? NUMBER : this.#fail('an unknown type');
    }
  }

  #string(type: StringValue['type'], encoding: StringValue['encoding'], length: number): StringValue {
    const start = this.cursor.skip(length);
    const value: StringValue = { type, encoding, start, end: start + length };
    this.strings.push(value);
    return value;
  }

  #count(): void {
    this.objects += 1;
    if (this.objects > this.#budget.objects) this.#fail('too many objects');
    if (this.objects % CLOCK_EVERY === 0 && this.#budget.now() > this.#deadline) this.#fail('out of time');
  }

  #fail(message: string): never {
    throw new MarshalError(message, this.cursor.position);
  }
}
