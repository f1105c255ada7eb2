import { compiledFrom } from '../findings/compiled-from.ts';
import type { Bytecode } from '../read/bytecode.ts';
import { namesOf } from './names.ts';
import type { PseudoEntry, PseudoSource } from './writer.ts';

/** No rule knows a shorter secret without a name beside it. */
const SHORTEST = 16;

/**
 * Pseudo-source with what is no constant behind it: long identifiers, and the paths of sources. A
 * detector that has seen them too can say what of them may be told.
 */
export function withNames({ text, entries }: PseudoSource, bytecode: Bytecode): PseudoSource {
  const others = [...namesOf(bytecode), ...compiledFrom(bytecode).map(({ path }) => path)];
  const lines: string[] = [text];
  const added: PseudoEntry[] = [];
  let length = text.length;
  for (const other of others) {
    if (other.length < SHORTEST) continue;
    const start = length + 1;
    const end = start + other.length;
    lines.push(`"${other}"\n`);
    added.push({ start, end, name: undefined, qualname: '', line: undefined, offset: 0 });
    length = end + 2;
  }
  return { text: lines.join(''), entries: [...entries, ...added] };
}
