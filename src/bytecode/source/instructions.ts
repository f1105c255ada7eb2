import type { Span } from '../read/code-object.ts';
import type { InstructionSet } from './opcodes.ts';

/** Opcodes from here on had an argument, before all of them got one in 3.6. */
const HAVE_ARGUMENT = 90;

export interface InstructionVisitor {
  /** Takes one instruction; false once it wants no more. `offset` is that from the first one. */
  step(opcode: number, argument: number, offset: number): boolean;
}

/**
 * Hands each instruction of one code object to a visitor, in order. `EXTENDED_ARG` goes into the
 * argument it extends. (A generator takes twice as long.)
 */
export function walkInstructions(
  bytes: Uint8Array,
  { start, end }: Span,
  { isWordcode, effects }: InstructionSet,
  visitor: InstructionVisitor,
): void {
  let extension = 0;
  for (let at = start; at < end; ) {
    const opcode = bytes[at] ?? 0;
    const size = isWordcode ? 2 : opcode < HAVE_ARGUMENT ? 1 : 3;
    const low = size > 1 && at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
    const high = size > 2 && at + 2 < end ? (bytes[at + 2] ?? 0) << 8 : 0;
    const argument = extension | low | high;
    if (effects[opcode] === 'extendedArg') extension = argument << (isWordcode ? 8 : 16);
    else {
      extension = 0;
      if (!visitor.step(opcode, argument >>> 0, at - start)) return;
    }
    at += size;
  }
}
