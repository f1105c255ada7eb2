import type { CodeObject } from '../read/code-object.ts';
import { type InstructionVisitor, walkInstructions } from './instructions.ts';
import type { InstructionSet } from './opcodes.ts';
import type { WorkBudget } from './work-budget.ts';

/** Where each constant of a code object, by its index, is loaded first. */
export function firstLoads(
  bytes: Uint8Array,
  code: CodeObject,
  set: InstructionSet,
  work: WorkBudget,
): ReadonlyMap<number, number> {
  const loads = new Map<number, number>();
  const visitor: InstructionVisitor = {
    step(opcode, argument, offset) {
      work.left -= 1;
      if (set.effects[opcode] === 'const' && !loads.has(argument)) loads.set(argument, offset);
      return work.left > 0;
    },
  };
  walkInstructions(bytes, code.code, set, visitor);
  return loads;
}
