import type { CodeObject } from '../read/code-object.ts';
import { isString, isTuple, type StringValue, type Value } from '../read/code-object.ts';
import { decodeStart } from '../read/decode.ts';
import { callRule, givesBack, givesItself, isDefault, isLogin } from './call-arguments.ts';
import { type Slot, type StackLabel, ValueStack } from './value-stack.ts';
import type { WorkBudget } from './work-budget.ts';

/** A name that the code gives to a constant. */
export interface NamedConstant {
  readonly name: StringValue;
  /** What it is to the function of this name whose argument it is. */
  readonly role?: string | undefined;
  readonly value: Value;
  /** Of the instruction. */
  readonly offset: number;
}

/** No call and no display needs more of the stack. */
export const DEEPEST = 4096;
/** What a name is charged to the work budget. */
const PER_NAME = 8;
/** Between the defaults of a function and its code. */
const MOST_ABOVE_DEFAULTS = 8;
/** Of the name of a function. */
const LONGEST_CALLEE = 60;

/** Names constants while the instructions of one code object pass by; `constantUse` says which does what. */
export class ConstantNamer {
  readonly named: NamedConstant[] = [];
  readonly #bytes: Uint8Array;
  readonly code: CodeObject;
  readonly #work: WorkBudget;
  readonly stack = new ValueStack();
  /** Variables that hold what a call returned, and what is known of it. */
  readonly #results = new Map<StringValue, StringValue>();
  /** The names of the arguments of the call that follows. */
  keywords: Slot;
  offset = 0;

  constructor(bytes: Uint8Array, code: CodeObject, work: WorkBudget) {
    this.#bytes = bytes;
    this.code = code;
    this.#work = work;
  }

  /** Removes the topmost known values, at most `count`, and returns them. */
  pop(count: number): Slot[] {
    const values = this.pay(this.stack.top(count));
    this.stack.drop(count);
    return values;
  }

  pay<T>(items: readonly T[]): T[] {
    this.#work.left -= items.length;
    return items.slice(0, DEEPEST);
  }

  nameOne(name: Slot, value: Slot, role?: string): void {
    if (!isString(name) || !value) return;
    this.#work.left -= PER_NAME;
    if (isTuple(value) && value.items.length === 2 && isString(value.items[1]) && isLogin(this.#textOf(name)))
      this.named.push({ name, role: 'password', value: value.items[1], offset: this.offset });
    this.named.push({ name, role, value, offset: this.offset });
  }

  #textOf(name: StringValue): string {
    this.#work.left -= PER_NAME;
    return decodeStart(this.#bytes, name, LONGEST_CALLEE);
  }

  store(name: StringValue | undefined): void {
    const label = this.stack.labelAt(0);
    const value = this.stack.pop();
    if (value) this.nameOne(name, value);
    else if (name && label) this.#results.set(name, label);
  }

  /** A method of a known text keeps it, as the method may give it back. */
  attribute(name: StringValue | undefined): void {
    const owner = this.stack.labelAt(0);
    const value = this.stack.pop();
    this.stack.push(isString(value) ? value : undefined, name, owner);
  }

  item(): void {
    const key = this.stack.pop();
    this.stack.pop();
    this.stack.push(undefined, isString(key) ? key : undefined);
  }

  /** `name == 'text'`, in either order, or `name in ('text', 'text')` */
  compare(): void {
    const [left, right] = [this.stack.at(1), this.stack.at(0)];
    if (right && !left) this.nameOne(this.stack.labelAt(1), right);
    else if (left && !right) this.nameOne(this.stack.labelAt(0), left);
    this.stack.replace(2, 1);
  }

  returns(value: Slot): void {
    if (isString(value)) this.nameOne(this.code.name, value);
    this.stack.forget();
  }

  /**
   * A call with `count` arguments, those with names among them.
   *
   * @param below - how many values belong to what is called
   */
  call(count: number, below: number): void {
    const keywords = isTuple(this.keywords) ? this.keywords : undefined;
    this.keywords = undefined;
    const named = Math.min(count, keywords?.items.length ?? 0);
    const last = this.lastText(count - named, named);
    if (keywords) this.nameTop(keywords, last);
    const at = count + below - 1;
    const above = this.stack.labelAt(at) || below === 1 ? at : at - 1;
    const callee = this.stack.labelAt(above);
    const owner = this.stack.ownerAt(above);
    let result: Slot;
    if (last && callee && this.#nameArguments(callee, owner, count - named, named))
      result = this.stack.at(count - 1);
    const itself = this.stack.at(above);
    if (itself && callee && givesItself(this.#textOf(callee))) result = itself;
    this.stack.drop(count + below);
    this.stack.push(isString(result) ? result : undefined, count === 0 ? owner : last);
  }

  /** The last text among `count` values that have `above` others on them. */
  lastText(count: number, above: number): StringValue | undefined {
    for (let at = above; at < above + Math.min(count, DEEPEST); at += 1) {
      const value = this.stack.at(at);
      if (isString(value)) return value;
    }
    return undefined;
  }

  /** Names the arguments without names. True if the call gives back the first of them. */
  #nameArguments(callee: StringValue, owner: StackLabel, count: number, above: number): boolean {
    const name = this.#textOf(callee);
    const values = this.pay(this.stack.top(count, this.stack.depth - above));
    if (givesBack(name)) return true;
    const known = owner && this.#textOf(owner);
    const rule = callRule(
      name,
      known,
      values.map((value) => value === undefined || isString(value)),
    );
    if (rule === undefined) return false;
    if (rule === 'pair') this.nameOne(values.at(-2), values.at(-1));
    else if (rule === 'owner') this.nameOne(owner && (this.#results.get(owner) ?? owner), values[0]);
    else
      values.forEach((value, index) => {
        const role = 'all' in rule ? rule.all : rule.roles[index];
        if (role !== undefined && isString(value)) this.nameOne(callee, value, role);
      });
    return false;
  }

  cell(index: number): StringValue | undefined {
    const { layout, varnames, cellvars, freevars } = this.code;
    if (layout.kind === 'kinds') return varnames[index];
    return index < cellvars.length ? cellvars[index] : freevars[index - cellvars.length];
  }

  loadConst(index: number): void {
    const value = this.code.consts[index];
    if (value?.type === 'code') this.#nameDefaults(value);
    this.stack.push(value);
  }

  /** Gives names to the topmost values, the last one to the last, and leaves them there. */
  nameTop(names: Slot, before?: StringValue): void {
    if (!isTuple(names)) return;
    const labels = this.pay(names.items);
    const values = this.stack.top(labels.length);
    const first = labels.length - values.length;
    values.forEach((value, index) => {
      this.#nameKeyword(labels[first + index], value, before);
    });
  }

  namePairs(count: number, before?: StringValue): void {
    const pairs = this.pop(count);
    // an odd number of values: the first pair is incomplete, as the stack below is not known
    for (let at = pairs.length % 2; at + 1 < pairs.length; at += 2)
      this.#nameKeyword(pairs[at], pairs[at + 1], before);
  }

  /** `config('NAME', default='value')` */
  #nameKeyword(keyword: Slot, value: Slot, before: StringValue | undefined): void {
    const isOfName = before && isString(value) && isString(keyword) && isDefault(this.#textOf(keyword));
    this.nameOne(isOfName ? before : keyword, value);
  }

  /** The tuple of defaults is pushed before the code of the function; they belong to its last arguments. */
  #nameDefaults({ argcount, varnames }: CodeObject): void {
    let defaults: Slot;
    for (let above = 0; above < MOST_ABOVE_DEFAULTS && defaults === undefined; above += 1) {
      const value = this.stack.at(above);
      this.#work.left -= 1;
      if (isTuple(value) && value.items.length <= argcount) defaults = value;
    }
    if (!isTuple(defaults)) return;
    const first = argcount - defaults.items.length;
    this.pay(defaults.items).forEach((value, index) => {
      this.nameOne(varnames[first + index], value);
    });
  }

  /** Up to 3.5 each default is pushed by itself, then the code, and from 3.3 on its qualified name. */
  nameSeparateDefaults(count: number): void {
    const known = this.stack.top(this.stack.depth);
    const at = known.findLastIndex((value) => value?.type === 'code');
    const code = known[at];
    const defaults = this.pay(this.stack.top(count, at));
    if (code?.type === 'code')
      defaults.forEach((value, index) => {
        this.nameOne(code.varnames[code.argcount - defaults.length + index], value);
      });
    this.stack.forget();
  }
}

export const tupleOf = (items: readonly Slot[]): Value => ({
  type: 'tuple',
  items: items.map((item) => item ?? { type: 'none' }),
});
