import { Buffer } from 'node:buffer';
import { type BytePath, fromBytes } from '../model/byte-path.ts';

const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/**
 * Reads a name as git prints it: in double quotes with C escapes if the name needs them (git-config(1),
 * core.quotePath), else unchanged.
 *
 * @param line - bytes as a latin1 string, without its line end
 * @returns the name, or `null` where the quoting is broken
 */
export function unquote(line: string): BytePath | null {
  if (!line.startsWith('"')) return line as BytePath;
  const bytes: number[] = [];
  const token = /([^"\\])|\\([abtnvfr"\\])|\\([0-3][0-7]{2})/gy;
  token.lastIndex = 1;
  let end = 1;
  for (let match = token.exec(line); match !== null; match = token.exec(line)) {
    end = token.lastIndex;
    const [, plain, letter = '', octal = ''] = match;
    bytes.push(plain?.charCodeAt(0) ?? ESCAPES[letter] ?? Number.parseInt(octal, 8));
  }
  return end === line.length - 1 && line.endsWith('"') ? fromBytes(Buffer.from(bytes)) : null;
}
