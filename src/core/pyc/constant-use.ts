import type { Bytecode } from './bytecode.ts';
import type { CodeObject } from './code-object.ts';
import { type Instruction, instructions } from './instructions.ts';
import { versionNumber } from './magic.ts';
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

/**
 * Follows the constants of one code object to the names they get: variables, attributes, keys,
 * keyword arguments, defaults. It knows a few instructions; after any other it has forgotten the
 * stack, so that it may miss a name and only rarely gives a wrong one.
 */
export function constantUse(bytecode: Bytecode, code: CodeObject, work: Work): ConstantUse {
  const set = instructionSet(versionNumber(bytecode.header?.python));
  const walker = new Walker(code, work);
  const body = bytecode.bytes.subarray(code.code.start, code.code.end);
  for (const instruction of set ? instructions(body, set) : []) {
    if (work.left <= 0) break;
    walker.step(instruction);
  }
  return walker;
}

class Walker implements ConstantUse {
  readonly named: NamedConstant[] = [];
  readonly loads = new Map<number, number>();
  readonly #code: CodeObject;
  readonly #work: Work;
  #stack: Slot[] = [];
  #offset = 0;

  constructor(code: CodeObject, work: Work) {
    this.#code = code;
    this.#work = work;
  }

  step({ effect, argument, offset }: Instruction): void {
    this.#offset = offset;
    this.#work.left -= 1;
    if (effect) this.#effects[effect](argument);
    else this.#stack = [];
    if (this.#stack.length > DEEPEST) this.#stack = [];
  }

  readonly #effects: Readonly<Record<Effect, (argument: number) => void>> = {
    const: (argument) => this.#loadConst(argument),
    push: () => this.#stack.push(undefined),
    pushTwo: () => this.#stack.push(undefined, undefined),
    nothing: () => {},
    extendedArg: () => {},
    pop: () => this.#stack.pop(),
    attribute: () => this.#replace(1),
    attributeOrMethod: (argument) => this.#replace(1, 1 + (argument & 1)),
    method: () => this.#replace(1, 2),
    globalOrNull: (argument) => this.#replace(0, 1 + (argument & 1)),
    binary: () => this.#replace(2),
    call: (argument) => this.#replace(argument + 1),
    callMethod: (argument) => this.#replace(argument + 2),
    storeName: (argument) => this.#name(this.#code.names[argument], this.#stack.pop()),
    storeLocal: (argument) => this.#name(this.#code.varnames[argument], this.#stack.pop()),
    storeCell: (argument) => this.#name(this.#cell(argument), this.#stack.pop()),
    storeTwoLocals: (argument) => {
      this.#name(this.#code.varnames[argument >> 4], this.#stack.pop());
      this.#name(this.#code.varnames[argument & 15], this.#stack.pop());
    },
    storeAndLoad: (argument) => {
      this.#name(this.#code.varnames[argument >> 4], this.#stack.pop());
      this.#stack.push(undefined);
    },
    storeAttribute: (argument) => {
      this.#stack.pop();
      this.#name(this.#code.names[argument], this.#stack.pop());
    },
    storeItem: () => {
      const key = this.#stack.pop();
      this.#stack.pop();
      this.#name(key, this.#stack.pop());
    },
    storePair: () => {
      const key = this.#stack.pop();
      this.#name(key, this.#stack.pop());
    },
    collect: (argument) => this.#stack.push(tupleOf(this.#pop(argument))),
    extend: () => {
      const items = this.#stack.pop();
      this.#stack.pop();
      this.#stack.push(items);
    },
    map: (argument) => {
      this.#namePairs(2 * argument);
      this.#stack.push(undefined);
    },
    constKeyMap: (argument) => {
      this.#nameTop(this.#stack.pop());
      this.#replace(argument);
    },
    callKeywords: (argument) => {
      this.#nameTop(this.#stack.pop());
      this.#replace(argument + 1);
    },
    callMethodKeywords: (argument) => {
      this.#nameTop(this.#stack.pop());
      this.#replace(argument + 2);
    },
    keywordNames: (argument) => this.#nameTop(this.#code.consts[argument]),
    callPairs: (argument) => {
      this.#namePairs(2 * (argument >> 8));
      this.#replace((argument & 0xff) + 1);
    },
    makeFunction: (argument) => this.#nameSeparateDefaults(argument & 0xff),
    duplicate: () => this.#stack.push(this.#stack.at(-1)),
    swap: () => this.#stack.push(...this.#pop(2).reverse()),
    unpack: (argument) => {
      const sequence = this.#stack.pop();
      if (isTuple(sequence) && sequence.items.length === argument && argument <= DEEPEST)
        this.#stack.push(...this.#pay(sequence.items).toReversed());
      else this.#stack = [];
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
    if (isString(name) && value) this.named.push({ name, value, offset: this.#offset });
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
    this.#stack = [];
  }
}

const tupleOf = (items: readonly Slot[]): Value => ({
  type: 'tuple',
  items: items.map((item) => item ?? { type: 'none' }),
});
