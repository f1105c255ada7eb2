import type { Effect, InstructionSet } from './opcodes.ts';

export interface Instruction {
  readonly offset: number;
  /** Undefined for all that matter not. */
  readonly effect: Effect | undefined;
  readonly argument: number;
}

/** Opcodes from here on had an argument, before all of them got one in 3.6. */
const HAVE_ARGUMENT = 90;

/** The instructions of one code object in order. `EXTENDED_ARG` goes into the argument it extends. */
export function* instructions(
  code: Uint8Array,
  { isWordcode, effects }: InstructionSet,
): Generator<Instruction> {
  let extension = 0;
  for (let offset = 0; offset < code.length; ) {
    const opcode = code[offset] ?? 0;
    const size = isWordcode ? 2 : opcode < HAVE_ARGUMENT ? 1 : 3;
    const low = size > 1 ? (code[offset + 1] ?? 0) : 0;
    const high = size > 2 ? (code[offset + 2] ?? 0) << 8 : 0;
    const argument = extension | low | high;
    const effect = effects.get(opcode);
    if (effect === 'extendedArg') extension = argument << (isWordcode ? 8 : 16);
    else {
      extension = 0;
      yield { offset, effect, argument: argument >>> 0 };
    }
    offset += size;
  }
}
