import type { Bytecode } from '../read/bytecode.ts';
import type { CodeObject } from '../read/code-object.ts';
import { firstLoads } from './first-loads.ts';
import { type LineStart, lineStarts } from './line-table.ts';
import type { InstructionSet } from './opcodes.ts';
import { qualnames } from './qualname.ts';
import type { WorkBudget } from './work-budget.ts';

/** Where a constant is used: by an instruction, or wherever the constant of an index is loaded first. */
export type ConstantPlace = { readonly code: CodeObject } & (
  | { readonly offset: number; readonly index?: undefined }
  | { readonly index: number; readonly offset?: undefined }
);

/**
 * Gives the line and the code object of a constant. Hardly one of ten thousand constants is ever asked
 * about, so nothing is computed in advance; each question is charged to the work budget.
 */
export class ConstantPlaces {
  readonly qualname: (code: CodeObject) => string;
  readonly #bytecode: Bytecode;
  readonly #set: InstructionSet | undefined;
  readonly #work: WorkBudget;
  readonly #loads = new Map<CodeObject, ReadonlyMap<number, number>>();
  readonly #starts = new Map<CodeObject, readonly LineStart[]>();

  constructor(bytecode: Bytecode, set: InstructionSet | undefined, work: WorkBudget) {
    this.qualname = qualnames(bytecode.bytes);
    this.#bytecode = bytecode;
    this.#set = set;
    this.#work = work;
  }

  /** The line of the real source; undefined if the file has no line table, or the work budget is spent. */
  line({ code, offset, index }: ConstantPlace): number | undefined {
    const at = offset ?? this.#loadsOf(code).get(index ?? -1);
    if (at === undefined) return undefined;
    const starts = this.#startsOf(code);
    return starts[lastAtOrBefore(starts, at)]?.line;
  }

  #loadsOf(code: CodeObject): ReadonlyMap<number, number> {
    const known = this.#loads.get(code);
    if (known || !this.#set || this.#work.left <= 0) return known ?? new Map();
    const loads = firstLoads(this.#bytecode.bytes, code, this.#set, this.#work);
    this.#loads.set(code, loads);
    return loads;
  }

  #startsOf(code: CodeObject): readonly LineStart[] {
    const known = this.#starts.get(code);
    if (known || this.#work.left <= 0) return known ?? [];
    this.#work.left -= code.lines ? code.lines.end - code.lines.start : 0;
    const starts = lineStarts(this.#bytecode, code);
    this.#starts.set(code, starts);
    return starts;
  }
}

function lastAtOrBefore(starts: readonly LineStart[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
