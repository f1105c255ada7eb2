import type { Bytecode } from './bytecode.ts';
import type { CodeObject } from './code-object.ts';
import { walkInstructions } from './instructions.ts';
import { type Effect, instructionSet } from './opcodes.ts';
import { isString, isTuple, type StringValue, type Value } from './value.ts';
import type { Work } from './work.ts';

/** A name that the code gives to a constant. */
export interface NamedConstant {
  readonly name: StringValue;
  readonly value: Value;
  /** Of the instruction. */
  readonly offset: number;
}

export interface ConstantUse {
  readonly named: readonly NamedConstant[];
  /** Where each constant, by its index, is loaded first. */
  readonly loads: ReadonlyMap<number, number>;
}

type Slot = Value | undefined;

/** No call and no display needs more of the stack. */
const DEEPEST = 4096;
/** What a name costs in work. */
const PER_NAME = 8;

/**
 * Follows the constants of one code object to the names they get: variables, attributes, keys,
 * keyword arguments, defaults. It knows a few instructions; after any other it has forgotten the
 * stack, so that it may miss a name and only rarely gives a wrong one.
 */
export function constantUse(bytecode: Bytecode, code: CodeObject, work: Work): ConstantUse {
  const set = instructionSet(bytecode.header ?? {});
  const walker = new Walker(code, work);
  const body = bytecode.bytes.subarray(code.code.start, code.code.end);
  if (set) walkInstructions(body, set, (effect, argument, offset) => walker.step(effect, argument, offset));
  return walker;
}

class Walker implements ConstantUse {
  readonly named: NamedConstant[] = [];
  readonly loads = new Map<number, number>();
  readonly #code: CodeObject;
  readonly #work: Work;
  readonly #stack: Slot[] = [];
  #offset = 0;

  constructor(code: CodeObject, work: Work) {
    this.#code = code;
    this.#work = work;
  }

  /** Takes one instruction; false once there has been enough work. */
  step(effect: Effect | undefined, argument: number, offset: number): boolean {
    this.#offset = offset;
    this.#work.left -= 1;
    if (effect) Walker.#effects[effect](this, argument);
    else this.#stack.length = 0;
    if (this.#stack.length > DEEPEST) this.#stack.length = 0;
    return this.#work.left > 0;
  }

  static readonly #effects: Readonly<Record<Effect, (walker: Walker, argument: number) => void>> = {
    const: (walker, argument) => walker.#loadConst(argument),
    push: (walker) => walker.#stack.push(undefined),
    pushTwo: (walker) => walker.#stack.push(undefined, undefined),
    nothing: () => {},
    extendedArg: () => {},
    pop: (walker) => walker.#stack.pop(),
    attribute: (walker) => walker.#replace(1),
    attributeOrMethod: (walker, argument) => walker.#replace(1, 1 + (argument & 1)),
    method: (walker) => walker.#replace(1, 2),
    globalOrNull: (walker, argument) => walker.#replace(0, 1 + (argument & 1)),
    binary: (walker) => walker.#replace(2),
    call: (walker, argument) => walker.#replace(argument + 1),
    callMethod: (walker, argument) => walker.#replace(argument + 2),
    storeName: (walker, argument) => walker.#name(walker.#code.names[argument], walker.#stack.pop()),
    storeLocal: (walker, argument) => walker.#name(walker.#code.varnames[argument], walker.#stack.pop()),
    storeCell: (walker, argument) => walker.#name(walker.#cell(argument), walker.#stack.pop()),
    storeTwoLocals: (walker, argument) => {
      walker.#name(walker.#code.varnames[argument >> 4], walker.#stack.pop());
      walker.#name(walker.#code.varnames[argument & 15], walker.#stack.pop());
    },
    storeAndLoad: (walker, argument) => {
      walker.#name(walker.#code.varnames[argument >> 4], walker.#stack.pop());
      walker.#stack.push(undefined);
    },
    storeAttribute: (walker, argument) => {
      walker.#stack.pop();
      walker.#name(walker.#code.names[argument], walker.#stack.pop());
    },
    storeItem: (walker) => {
      const key = walker.#stack.pop();
      walker.#stack.pop();
      walker.#name(key, walker.#stack.pop());
    },
    storePair: (walker) => {
      const key = walker.#stack.pop();
      walker.#name(key, walker.#stack.pop());
    },
    collect: (walker, argument) => walker.#stack.push(tupleOf(walker.#pop(argument))),
    extend: (walker) => {
      const items = walker.#stack.pop();
      walker.#stack.pop();
      walker.#stack.push(items);
    },
    map: (walker, argument) => {
      walker.#namePairs(2 * argument);
      walker.#stack.push(undefined);
    },
    constKeyMap: (walker, argument) => {
      walker.#nameTop(walker.#stack.pop());
      walker.#replace(argument);
    },
    callKeywords: (walker, argument) => {
      walker.#nameTop(walker.#stack.pop());
      walker.#replace(argument + 1);
    },
    callMethodKeywords: (walker, argument) => {
      walker.#nameTop(walker.#stack.pop());
      walker.#replace(argument + 2);
    },
    keywordNames: (walker, argument) => walker.#nameTop(walker.#code.consts[argument]),
    callPairs: (walker, argument) => {
      walker.#namePairs(2 * (argument >> 8));
      walker.#replace((argument & 0xff) + 1);
    },
    makeFunction: (walker, argument) => walker.#nameSeparateDefaults(argument & 0xff),
    duplicate: (walker) => walker.#stack.push(walker.#stack.at(-1)),
    swap: (walker) => walker.#stack.push(...walker.#pop(2).reverse()),
    unpack: (walker, argument) => {
      const sequence = walker.#stack.pop();
      if (isTuple(sequence) && sequence.items.length === argument && argument <= DEEPEST)
        walker.#stack.push(...walker.#pay(sequence.items).toReversed());
      else walker.#stack.length = 0;
    },
  };

  /** The topmost known values, at most `count`, in the order they were pushed. */
  #pop(count: number): Slot[] {
    return this.#pay(this.#stack.splice(Math.max(0, this.#stack.length - count)));
  }

  /** Takes `count` values away and puts unknown ones in their place. */
  #replace(count: number, results = 1): void {
    this.#stack.length = Math.max(0, this.#stack.length - count);
    for (let left = results; left > 0; left -= 1) this.#stack.push(undefined);
  }

  #pay<T>(items: readonly T[]): T[] {
    this.#work.left -= items.length;
    return items.slice(0, DEEPEST);
  }

  #name(name: Slot, value: Slot): void {
    if (!isString(name) || !value) return;
    this.#work.left -= PER_NAME;
    this.named.push({ name, value, offset: this.#offset });
  }

  #cell(index: number): StringValue | undefined {
    const { layout, varnames, cellvars, freevars } = this.#code;
    if (layout.kind === 'kinds') return varnames[index];
    return index < cellvars.length ? cellvars[index] : freevars[index - cellvars.length];
  }

  #loadConst(index: number): void {
    const value = this.#code.consts[index];
    if (!this.loads.has(index)) this.loads.set(index, this.#offset);
    if (value?.type === 'code') this.#nameDefaults(value);
    this.#stack.push(value);
  }

  /** Gives names to the topmost values, the last one to the last, and leaves them there. */
  #nameTop(names: Slot): void {
    if (!isTuple(names)) return;
    const labels = this.#pay(names.items);
    const values = labels.length > 0 ? this.#stack.slice(-labels.length) : [];
    const first = labels.length - values.length;
    values.forEach((value, index) => {
      this.#name(labels[first + index], value);
    });
  }

  #namePairs(count: number): void {
    const pairs = this.#pop(count);
    // What is missing is missing at the front.
    for (let at = pairs.length % 2; at + 1 < pairs.length; at += 2) this.#name(pairs[at], pairs[at + 1]);
  }

  /** The tuple of defaults is pushed before the code of the function; they belong to its last arguments. */
  #nameDefaults({ argcount, varnames }: CodeObject): void {
    const top = this.#pay(this.#stack.slice(-8));
    const defaults = top.findLast((value) => isTuple(value) && value.items.length <= argcount);
    if (!isTuple(defaults)) return;
    const first = argcount - defaults.items.length;
    this.#pay(defaults.items).forEach((value, index) => {
      this.#name(varnames[first + index], value);
    });
  }

  /** Up to 3.5 each default is pushed by itself, then the code, and from 3.3 on its qualified name. */
  #nameSeparateDefaults(count: number): void {
    const at = this.#stack.findLastIndex((value) => value?.type === 'code');
    const code = this.#stack[at];
    const defaults = this.#pay(this.#stack.slice(Math.max(0, at - count), Math.max(0, at)));
    if (code?.type === 'code')
      defaults.forEach((value, index) => {
        this.#name(code.varnames[code.argcount - defaults.length + index], value);
      });
    this.#stack.length = 0;
  }
}

const tupleOf = (items: readonly Slot[]): Value => ({
  type: 'tuple',
  items: items.map((item) => item ?? { type: 'none' }),
});
