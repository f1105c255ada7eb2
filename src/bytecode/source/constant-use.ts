import type { CodeObject } from '../read/code-object.ts';
import { isString, isTuple, type Value } from '../read/code-object.ts';
import { ConstantNamer, DEEPEST, type NamedConstant, tupleOf } from './constant-namer.ts';
import { type InstructionVisitor, walkInstructions } from './instructions.ts';
import type { Effect, InstructionSet } from './opcodes.ts';
import type { WorkBudget } from './work-budget.ts';

/** Up to this many constants can be searched quickly. */
const FEW = 32;

/**
 * Follows the constants of one code object to the names they get: variables, attributes, keys,
 * arguments, defaults, what they are compared with, the function that returns them. It knows a few
 * instructions; any other clears the simulated stack, so it may miss a name but rarely gives a wrong one.
 */
export function constantUse(
  bytes: Uint8Array,
  code: CodeObject,
  set: InstructionSet,
  work: WorkBudget,
): readonly NamedConstant[] {
  if (code.consts.length <= FEW && !code.consts.some(mayHoldStrings)) return [];
  const namer = new ConstantNamer(bytes, code, work);
  walkInstructions(bytes, code.code, set, new Walker(namer, set, work));
  return namer.named;
}

/** `a[b]` as a binary operator, from 3.14 on (`NB_SUBSCR`). */
const SUBSCRIPT = 26;

/** Most code has no other constants than numbers and code. */
const mayHoldStrings = (value: Value): boolean => isString(value) || 'items' in value;

type Step = (namer: ConstantNamer, argument: number) => void;

class Walker implements InstructionVisitor {
  readonly #namer: ConstantNamer;
  readonly #steps: readonly (Step | undefined)[];
  readonly #work: WorkBudget;

  constructor(namer: ConstantNamer, set: InstructionSet, work: WorkBudget) {
    this.#namer = namer;
    this.#steps = stepsOf(set);
    this.#work = work;
  }

  /** False once the work budget is spent. */
  step(opcode: number, argument: number, offset: number): boolean {
    const namer = this.#namer;
    namer.offset = offset;
    this.#work.left -= 1;
    const step = this.#steps[opcode];
    if (step) step(namer, argument);
    else namer.stack.forget();
    if (namer.stack.depth > DEEPEST) namer.stack.forget();
    return this.#work.left > 0;
  }
}

const STEPS: Readonly<Record<Effect, Step>> = {
  const: (namer, argument) => namer.loadConst(argument),
  push: (namer) => namer.stack.push(undefined),
  loadName: (namer, argument) => namer.stack.push(undefined, namer.code.names[argument]),
  loadLocal: (namer, argument) => namer.stack.push(undefined, namer.code.varnames[argument]),
  loadCell: (namer, argument) => namer.stack.push(undefined, namer.cell(argument)),
  loadTwoLocals: (namer, argument) => {
    namer.stack.push(undefined, namer.code.varnames[argument >> 4]);
    namer.stack.push(undefined, namer.code.varnames[argument & 15]);
  },
  nothing: () => {},
  extendedArg: () => {},
  pop: (namer) => namer.stack.pop(),
  attribute: (namer, argument) => namer.attribute(namer.code.names[argument]),
  attributeOrMethod: (namer, argument) => {
    namer.attribute(namer.code.names[argument >> 1]);
    if (argument & 1) namer.stack.push(undefined);
  },
  method: (namer, argument) => {
    namer.attribute(namer.code.names[argument]);
    namer.stack.push(undefined);
  },
  globalOrNull: (namer, argument) => {
    namer.stack.push(undefined, namer.code.names[argument >> 1]);
    if (argument & 1) namer.stack.push(undefined);
  },
  binary: (namer) => namer.stack.replace(2, 1),
  item: (namer) => namer.item(),
  binaryOrItem: (namer, argument) => {
    if (argument === SUBSCRIPT) namer.item();
    else namer.stack.replace(2, 1);
  },
  compare: (namer) => namer.compare(),
  call: (namer, argument) => namer.call(argument, 1),
  callMethod: (namer, argument) => namer.call(argument, 2),
  returnTop: (namer) => namer.returns(namer.stack.pop()),
  returnConst: (namer, argument) => namer.returns(namer.code.consts[argument]),
  storeName: (namer, argument) => namer.store(namer.code.names[argument]),
  storeLocal: (namer, argument) => namer.store(namer.code.varnames[argument]),
  storeCell: (namer, argument) => namer.store(namer.cell(argument)),
  storeTwoLocals: (namer, argument) => {
    namer.nameOne(namer.code.varnames[argument >> 4], namer.stack.pop());
    namer.nameOne(namer.code.varnames[argument & 15], namer.stack.pop());
  },
  storeAndLoad: (namer, argument) => {
    namer.nameOne(namer.code.varnames[argument >> 4], namer.stack.pop());
    namer.stack.push(undefined);
  },
  storeAttribute: (namer, argument) => {
    namer.stack.pop();
    namer.nameOne(namer.code.names[argument], namer.stack.pop());
  },
  storeItem: (namer) => {
    const key = namer.stack.pop();
    namer.stack.pop();
    namer.nameOne(key, namer.stack.pop());
  },
  storePair: (namer) => {
    const key = namer.stack.pop();
    namer.nameOne(key, namer.stack.pop());
  },
  collect: (namer, argument) => namer.stack.push(tupleOf(namer.pop(argument))),
  extend: (namer) => {
    const items = namer.stack.pop();
    namer.stack.pop();
    namer.stack.push(items);
  },
  map: (namer, argument) => {
    namer.namePairs(2 * argument);
    namer.stack.push(undefined);
  },
  constKeyMap: (namer, argument) => {
    namer.nameTop(namer.stack.pop());
    namer.stack.replace(argument, 1);
  },
  callKeywords: (namer, argument) => {
    namer.keywords = namer.stack.pop();
    namer.call(argument, 1);
  },
  callMethodKeywords: (namer, argument) => {
    namer.keywords = namer.stack.pop();
    namer.call(argument, 2);
  },
  keywordNames: (namer, argument) => {
    namer.keywords = namer.code.consts[argument];
  },
  callPairs: (namer, argument) => {
    const name = namer.lastText(argument & 0xff, 2 * (argument >> 8));
    namer.namePairs(2 * (argument >> 8), name);
    namer.call(argument & 0xff, 1);
  },
  makeFunction: (namer, argument) => namer.nameSeparateDefaults(argument & 0xff),
  duplicate: (namer) => namer.stack.push(namer.stack.top(1)[0]),
  swap: (namer) => namer.stack.pushBackwards(namer.pop(2)),
  unpack: (namer, argument) => {
    const sequence = namer.stack.pop();
    if (isTuple(sequence) && sequence.items.length === argument && argument <= DEEPEST)
      namer.stack.pushBackwards(namer.pay(sequence.items));
    else namer.stack.forget();
  },
};

const known = new Map<InstructionSet, readonly (Step | undefined)[]>();

function stepsOf(set: InstructionSet): readonly (Step | undefined)[] {
  let steps = known.get(set);
  if (!steps) {
    steps = set.effects.map((effect) => effect && STEPS[effect]);
    known.set(set, steps);
  }
  return steps;
}
