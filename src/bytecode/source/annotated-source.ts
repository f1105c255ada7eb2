import type { PseudoSource } from './writer.ts';

/**
 * Pseudo-source for a person: each value with the code object it is in and the line of the real
 * source behind it, as a comment.
 *
 * @param mask - makes a name or a value safe to show
 */
export function annotatedSource({ text, entries }: PseudoSource, mask: (text: string) => string): string {
  const lines = entries.map(({ start, end, name, qualname, line }) => {
    const head = name === undefined ? '' : `${mask(name)} = `;
    const where = [
      qualname === '' || qualname === '<module>' ? '' : mask(qualname),
      line === undefined ? '' : `line ${line}`,
    ].filter((part) => part !== '');
    const comment = where.length === 0 ? '' : `  # ${where.join(', ')}`;
    return `${head}"${mask(text.slice(start, end))}"${comment}\n`;
  });
  return lines.join('');
}
