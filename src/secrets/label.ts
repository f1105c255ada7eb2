import { Buffer } from 'node:buffer';
import type { PseudoEntry } from '../bytecode/source/writer.ts';

/** The text between a name and its value. */
const GAP = ' = "';
const MOST_KNOWN = 50_000;

/**
 * The name before an entry's value; undefined if it has none. It is read from the text, since decoding it
 * from the file takes ten times as long.
 */
export function labelOf(text: string, { start }: PseudoEntry): string | undefined {
  const end = start - GAP.length;
  if (end < 0 || text.charCodeAt(start - 2) !== SPACE || !text.startsWith(GAP, end)) return undefined;
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}

const SPACE = 0x20;

/** Caches the answer of a question about names, since programs use the same few names again and again. */
export function cachedByName<T>(question: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined || known.has(name)) return before as T;
    const answer = question(name);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(ownCopy(name), answer);
    return answer;
  };
}

/** Copies the name, since in V8 a substring keeps the whole text in memory. */
const ownCopy = (name: string): string => Buffer.from(name, 'utf16le').toString('utf16le');
