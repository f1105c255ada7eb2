import type { CodeObject } from '../read/code-object.ts';
import { isString, isTuple, type StringValue, type Value } from '../read/code-object.ts';
import { type InstructionVisitor, walkInstructions } from './instructions.ts';
import type { Effect, InstructionSet } from './opcodes.ts';
import { type Slot, ValueStack } from './value-stack.ts';
import type { WorkBudget } from './work-budget.ts';

/** A name that the code gives to a constant. */
export interface NamedConstant {
  readonly name: StringValue;
  readonly value: Value;
  /** Of the instruction. */
  readonly offset: number;
}

/** Up to this many constants can be searched quickly. */
const FEW = 32;
/** No call and no display needs more of the stack. */
const DEEPEST = 4096;
/** What a name is charged to the work budget. */
const PER_NAME = 8;

/**
 * Follows the constants of one code object to the names they get: variables, attributes, keys,
 * keyword arguments, defaults. It knows a few instructions; any other clears the simulated stack, so
 * it may miss a name but rarely gives a wrong one.
 */
export function constantUse(
  bytes: Uint8Array,
  code: CodeObject,
  set: InstructionSet,
  work: WorkBudget,
): readonly NamedConstant[] {
  if (code.consts.length <= FEW && !code.consts.some(mayHoldStrings)) return [];
  const walker = new Walker(code, set, work);
  walkInstructions(bytes, code.code, set, walker);
  return walker.named;
}

/** Most code has no other constants than numbers and code. */
const mayHoldStrings = (value: Value): boolean => isString(value) || 'items' in value;

type Step = (walker: Walker, argument: number) => void;

class Walker implements InstructionVisitor {
  readonly named: NamedConstant[] = [];
  readonly #code: CodeObject;
  readonly #steps: readonly (Step | undefined)[];
  readonly #work: WorkBudget;
  readonly #stack = new ValueStack();
  #offset = 0;

  constructor(code: CodeObject, set: InstructionSet, work: WorkBudget) {
    this.#code = code;
    this.#steps = Walker.#stepsOf(set);
    this.#work = work;
  }

  /** False once the work budget is spent. */
  step(opcode: number, argument: number, offset: number): boolean {
    this.#offset = offset;
    this.#work.left -= 1;
    const step = this.#steps[opcode];
    if (step) step(this, argument);
    else this.#stack.forget();
    if (this.#stack.depth > DEEPEST) this.#stack.forget();
    return this.#work.left > 0;
  }

  static readonly #effects: Readonly<Record<Effect, Step>> = {
    const: (walker, argument) => walker.#loadConst(argument),
    push: (walker) => walker.#stack.push(undefined),
    pushTwo: (walker) => walker.#stack.replace(0, 2),
    nothing: () => {},
    extendedArg: () => {},
    pop: (walker) => walker.#stack.pop(),
    attribute: (walker) => walker.#stack.replace(1, 1),
    attributeOrMethod: (walker, argument) => walker.#stack.replace(1, 1 + (argument & 1)),
    method: (walker) => walker.#stack.replace(1, 2),
    globalOrNull: (walker, argument) => walker.#stack.replace(0, 1 + (argument & 1)),
    binary: (walker) => walker.#stack.replace(2, 1),
    call: (walker, argument) => walker.#stack.replace(argument + 1, 1),
    callMethod: (walker, argument) => walker.#stack.replace(argument + 2, 1),
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
      walker.#stack.replace(argument, 1);
    },
    callKeywords: (walker, argument) => {
      walker.#nameTop(walker.#stack.pop());
      walker.#stack.replace(argument + 1, 1);
    },
    callMethodKeywords: (walker, argument) => {
      walker.#nameTop(walker.#stack.pop());
      walker.#stack.replace(argument + 2, 1);
    },
    keywordNames: (walker, argument) => walker.#nameTop(walker.#code.consts[argument]),
    callPairs: (walker, argument) => {
      walker.#namePairs(2 * (argument >> 8));
      walker.#stack.replace((argument & 0xff) + 1, 1);
    },
    makeFunction: (walker, argument) => walker.#nameSeparateDefaults(argument & 0xff),
    duplicate: (walker) => walker.#stack.push(walker.#stack.top(1)[0]),
    swap: (walker) => walker.#stack.pushBackwards(walker.#pop(2)),
    unpack: (walker, argument) => {
      const sequence = walker.#stack.pop();
      if (isTuple(sequence) && sequence.items.length === argument && argument <= DEEPEST)
        walker.#stack.pushBackwards(walker.#pay(sequence.items));
      else walker.#stack.forget();
    },
  };

  static readonly #known = new Map<InstructionSet, readonly (Step | undefined)[]>();

  static #stepsOf(set: InstructionSet): readonly (Step | undefined)[] {
    let steps = Walker.#known.get(set);
    if (!steps) {
      steps = set.effects.map((effect) => effect && Walker.#effects[effect]);
      Walker.#known.set(set, steps);
    }
    return steps;
  }

  /** Removes the topmost known values, at most `count`, and returns them. */
  #pop(count: number): Slot[] {
    const values = this.#pay(this.#stack.top(count));
    this.#stack.drop(count);
    return values;
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
    if (value?.type === 'code') this.#nameDefaults(value);
    this.#stack.push(value);
  }

  /** Gives names to the topmost values, the last one to the last, and leaves them there. */
  #nameTop(names: Slot): void {
    if (!isTuple(names)) return;
    const labels = this.#pay(names.items);
    const values = this.#stack.top(labels.length);
    const first = labels.length - values.length;
    values.forEach((value, index) => {
      this.#name(labels[first + index], value);
    });
  }

  #namePairs(count: number): void {
    const pairs = this.#pop(count);
    // an odd number of values: the first pair is incomplete, as the stack below is not known
    for (let at = pairs.length % 2; at + 1 < pairs.length; at += 2) this.#name(pairs[at], pairs[at + 1]);
  }

  /** The tuple of defaults is pushed before the code of the function; they belong to its last arguments. */
  #nameDefaults({ argcount, varnames }: CodeObject): void {
    const top = this.#pay(this.#stack.top(8));
    const defaults = top.findLast((value) => isTuple(value) && value.items.length <= argcount);
    if (!isTuple(defaults)) return;
    const first = argcount - defaults.items.length;
    this.#pay(defaults.items).forEach((value, index) => {
      this.#name(varnames[first + index], value);
    });
  }

  /** Up to 3.5 each default is pushed by itself, then the code, and from 3.3 on its qualified name. */
  #nameSeparateDefaults(count: number): void {
    const known = this.#stack.top(this.#stack.depth);
    const at = known.findLastIndex((value) => value?.type === 'code');
    const code = known[at];
    const defaults = this.#pay(this.#stack.top(count, at));
    if (code?.type === 'code')
      defaults.forEach((value, index) => {
        this.#name(code.varnames[code.argcount - defaults.length + index], value);
      });
    this.#stack.forget();
  }
}

const tupleOf = (items: readonly Slot[]): Value => ({
  type: 'tuple',
  items: items.map((item) => item ?? { type: 'none' }),
});
