import type { PseudoSource } from './writer.ts';

/**
 * Pseudo-source for a person: each value with the code object it is in and the line of the real
 * source behind it, as a comment.
 *
 * @param tell - what may be told of a name or a value
 */
export function annotatedSource({ text, entries }: PseudoSource, tell: (text: string) => string): string {
  const lines = entries.map(({ start, end, name, qualname, line }) => {
    const head = name === undefined ? '' : `${tell(name)} = `;
    const where = [
      qualname === '' || qualname === '<module>' ? '' : tell(qualname),
      line === undefined ? '' : `line ${line}`,
    ].filter((part) => part !== '');
    const comment = where.length === 0 ? '' : `  # ${where.join(', ')}`;
    return `${head}"${tell(text.slice(start, end))}"${comment}\n`;
  });
  return lines.join('');
}
