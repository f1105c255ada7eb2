import { compiledFrom } from '../findings/compiled-from.ts';
import type { Bytecode } from '../read/bytecode.ts';
import type { StringValue } from '../read/code-object.ts';
import { namesOf } from './names.ts';
import type { PseudoEntry, PseudoSource } from './writer.ts';

/** No rule knows a shorter secret without a name beside it. */
export const SHORTEST_OF_NAMES = 16;

/**
 * Pseudo-source followed by texts that are not constants: long identifiers, and the paths of sources, so
 * that the detector of secrets searches them, too, before they are shown.
 *
 * @param isWanted - which identifiers; all without it
 */
export function withNames(
  { text, entries }: PseudoSource,
  bytecode: Bytecode,
  isWanted?: (name: StringValue) => boolean,
): PseudoSource {
  const others = [...namesOf(bytecode, isWanted), ...compiledFrom(bytecode).map(({ path }) => path)];
  const lines: string[] = [text];
  const added: PseudoEntry[] = [];
  let length = text.length;
  for (const other of others) {
    if (other.length < SHORTEST_OF_NAMES) continue;
    const start = length + 1;
    const end = start + other.length;
    lines.push(`"${other}"\n`);
    added.push({ start, end, name: undefined, qualname: '', line: undefined, offset: 0 });
    length = end + 2;
  }
  return { text: lines.join(''), entries: [...entries, ...added] };
}
