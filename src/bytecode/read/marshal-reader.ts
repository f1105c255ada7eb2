import { CodeBuilder, type CodeContext } from './code-builder.ts';
import type { CodeObject, Ints, Other, Sequence, StringValue, Value } from './code-object.ts';
import type { Cursor } from './cursor.ts';
import { MarshalError } from './cursor.ts';
import { findInts } from './find-ints.ts';
import type { Budget } from './limits.ts';
import { References } from './references.ts';
import { skipNumber } from './skip-number.ts';

/** A container or code object that is being read. */
interface Frame {
  readonly node: Exclude<Value, Other | StringValue>;
  filled: number;
  /** The number of items; a dictionary's is unknown, and a code object's is up to its builder. */
  readonly total: number;
  /** Its reference number, or -1. */
  readonly slot: number;
  readonly builder: CodeBuilder | undefined;
}

const UNKNOWN = -1;
const FLAG_REF = 0x80;
const NONE: Other = { type: 'none' };
const TRUE: Other = { type: 'true' };
const FALSE: Other = { type: 'false' };
const STOP_ITERATION: Other = { type: 'stop-iteration' };
const ELLIPSIS: Other = { type: 'ellipsis' };
const NUMBER: Other = { type: 'number' };
/** Ends a dictionary. */
const NULL: Other = { type: 'none' };
/** Up to this many items are allocated at once, which is faster than growing; a larger count may be forged. */
const ROOM = 64;
/** The clock is read after this many objects. */
const CLOCK_EVERY = 1024;

/** Reads one stream, object by object, on a stack of its own. @throws MarshalError where it can't go on */
export class MarshalReader {
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

  /** Removes the empty slots of items that were not read, since complete code objects may refer to the container. */
  giveUp(): void {
    for (const { node, filled } of this.#stack)
      if ('items' in node && node.items.length > filled) node.items.length = filled;
  }

  /** Puts a value into its container; true once that is complete. */
  #deliver(frame: Frame, value: Value): boolean {
    const { node, builder } = frame;
    if (value === NULL) return this.#end(node);
    if (builder) return builder.add(value, this.#context);
    if (!('items' in node)) return false;
    node.items[frame.filled] = value;
    frame.filled += 1;
    return frame.filled === frame.total;
  }

  /** An end mark: only a dictionary has one. */
  #end(node: Value): true {
    if (node.type !== 'dict' && node.type !== 'frozendict') this.#fail('an end mark outside a dictionary');
    if (node.items.length % 2 !== 0) this.#fail('a key without a value');
    return true;
  }

  #close(frame: Frame): Value {
    this.#stack.pop();
    if (frame.slot >= 0) this.#references.set(frame.slot, frame.node);
    if (frame.node.type === 'code') this.#code = frame.node.parent;
    return frame.node;
  }

  /**
   * The next object, or undefined when it is a container whose items come next. The first cases get
   * no number to be referred to by, whatever their flag says.
   */
  #next(): Value | undefined {
    this.#count();
    const { cursor } = this;
    const offset = cursor.position;
    const byte = cursor.uint8();
    const isShared = byte >= FLAG_REF;
    const type = byte & ~FLAG_REF;
    switch (type) {
      case 0x30: // 0
        return NULL;
      case 0x4e: // N
        return NONE;
      case 0x54: // T
        return TRUE;
      case 0x46: // F
        return FALSE;
      case 0x53: // S
        return STOP_ITERATION;
      case 0x2e: // .
        return ELLIPSIS;
      case 0x72: // r
        return this.#references.object(cursor.int32()) ?? this.#fail('a reference to nothing');
      case 0x52: // R
        return this.#references.string(cursor.int32()) ?? this.#fail('a reference to no string');
      case 0x63: // c
      case 0x43: // C
        return this.#openCode(offset, isShared);
      case 0x28: // (
        return this.#openSequence('tuple', cursor.length(), isShared);
      case 0x29: // )
        return this.#openSequence('tuple', cursor.uint8(), isShared);
      case 0x5b: // [
        return this.#openSequence('list', cursor.length(), isShared);
      case 0x3c: // <
        return this.#openSequence('set', cursor.length(), isShared);
      case 0x3e: // >
        return this.#openSequence('frozenset', cursor.length(), isShared);
      case 0x3a: // :
        return this.#openSequence('slice', 3, isShared);
      case 0x7b: // {
        return this.#open({ type: 'dict', items: [] }, UNKNOWN, isShared, true);
      case 0x7d: // }
        return this.#open({ type: 'frozendict', items: [] }, UNKNOWN, isShared, false);
      default: {
        const value = this.#leaf(type);
        if (isShared) this.#references.add(value);
        return value;
      }
    }
  }

  /** A frozen set, a slice and code can't hold themselves: CPython rejects a reference to an unfinished one. */
  #openSequence(type: Sequence['type'], total: number, isShared: boolean): Value | undefined {
    const node = { type, items: total > 0 && total <= ROOM ? new Array<Value>(total) : [] };
    const isKnownEarly = type !== 'frozenset' && type !== 'slice';
    return this.#open(node, total, isShared, isKnownEarly || total === 0);
  }

  #open(
    node: Frame['node'],
    total: number,
    isShared: boolean,
    isKnownEarly: boolean,
    builder?: CodeBuilder,
  ): Value | undefined {
    const slot = isShared ? this.#references.reserve() : -1;
    if (isShared && isKnownEarly) this.#references.set(slot, node);
    if (total === 0) return node;
    if (this.#stack.length >= this.#budget.depth) this.#stop('nested too deep');
    this.#stack.push({ node, filled: 0, total, slot, builder });
    return undefined;
  }

  #openCode(offset: number, isShared: boolean): undefined {
    const ints = findInts(this.#context, this.#ints) ?? this.#fail('no code object');
    this.#ints = ints;
    const builder = new CodeBuilder(offset, this.#code, ints, this.cursor);
    this.#code = builder.node;
    this.codes.push(builder.node);
    this.#open(builder.node, UNKNOWN, isShared, false, builder);
  }

  #leaf(type: number): Value {
    switch (type) {
      case 0x7a: // z
      case 0x5a: // Z
        return this.#string('str', 'ascii', this.cursor.uint8());
      case 0x61: // a
      case 0x41: // A
        return this.#string('str', 'ascii', this.cursor.length());
      case 0x75: // u
        return this.#string('str', 'utf8', this.cursor.length());
      case 0x73: // s
        return this.#string('bytes', 'raw', this.cursor.length());
      case 0x74: {
        // t, interned: the `str` of its Python, which is bytes before 3.0, where code has four integers at most.
        const type = (this.#ints?.count ?? 0) > 4 ? 'str' : 'bytes';
        const value = this.#string(type, 'raw', this.cursor.length());
        this.#references.intern(value);
        return value;
      }
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
    if (this.objects > this.#budget.objects) this.#stop('too many objects');
    if (this.objects % CLOCK_EVERY === 0 && this.#budget.now() > this.#deadline) this.#stop('out of time');
  }

  #stop(message: string): never {
    throw new MarshalError(message, this.cursor.position, true);
  }

  #fail(message: string): never {
    throw new MarshalError(message, this.cursor.position);
  }
}
