import type { Effect, InstructionSet } from './opcodes.ts';

/** Opcodes from here on had an argument, before all of them got one in 3.6. */
const HAVE_ARGUMENT = 90;

/**
 * Hands each instruction of one code object to `visit`, in order, until that returns false.
 * `EXTENDED_ARG` goes into the argument it extends. Most instructions matter not: their effect is
 * undefined. (A generator takes twice as long.)
 */
export function walkInstructions(
  code: Uint8Array,
  { isWordcode, effects }: InstructionSet,
  visit: (effect: Effect | undefined, argument: number, offset: number) => boolean,
): void {
  let extension = 0;
  for (let offset = 0; offset < code.length; ) {
    const opcode = code[offset] ?? 0;
    const size = isWordcode ? 2 : opcode < HAVE_ARGUMENT ? 1 : 3;
    const low = size > 1 ? (code[offset + 1] ?? 0) : 0;
    const high = size > 2 ? (code[offset + 2] ?? 0) << 8 : 0;
    const argument = extension | low | high;
    const effect = effects[opcode];
    if (effect === 'extendedArg') extension = argument << (isWordcode ? 8 : 16);
    else {
      extension = 0;
      if (!visit(effect, argument >>> 0, offset)) return;
    }
    offset += size;
  }
}
