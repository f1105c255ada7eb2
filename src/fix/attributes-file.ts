import { Buffer } from 'node:buffer';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { resolvePath } from '../model/resolve-path.ts';

/**
 * Adds a line `PATTERN -pyc-guard` for each pattern to the bytes of a `.gitattributes` file.
 *
 * @param prefix - the current folder: patterns have the meaning that they would have in
 * a `.gitattributes` there
 * @returns the new lines, and the file's bytes with these lines at the end
 */
export function patchAttributes(
  before: Uint8Array | null,
  patterns: readonly string[],
  prefix: BytePath,
): { lines: string[]; after: Uint8Array } {
  const old = Buffer.from(before ?? []).toString('latin1');
  const present = new Set(old.split(/\r?\n/));
  const wanted = patterns.map((pattern) => `${quoted(atTop(pattern, prefix))} -pyc-guard`);
  const lines = [...new Set(wanted)].filter((line) => !present.has(toLatin1(line)));
  if (lines.length === 0) return { lines, after: Buffer.from(old, 'latin1') };
  const newline = old.includes('\r\n') ? '\r\n' : '\n';
  const start = old === '' || old.endsWith('\n') ? '' : newline;
  const added = start + lines.map((line) => line + newline).join('');
  return { lines, after: Buffer.concat([Buffer.from(old, 'latin1'), Buffer.from(added, 'utf8')]) };
}

/** The pattern as it must be written in the file at the top. */
function atTop(pattern: string, prefix: BytePath): string {
  if (pattern.startsWith('!')) {
    throw new GuardError(
      'bad-pattern',
      `${pattern}: .gitattributes takes no patterns that start with !`,
      'Allow the files that are meant, or edit .gitattributes by hand.',
    );
  }
  if (/[\n\r\0]/.test(pattern) || pattern.trim() === '') {
    throw new GuardError(
      'bad-pattern',
      'a pattern is empty or has a line break',
      'Use ? for odd characters.',
    );
  }
  // "path/" matches nothing there: gitattributes(5) says to write "path/**"
  const isFolder = /(?:^|\/)\.{0,2}$/.test(pattern);
  const whole = isFolder ? pattern.replace(/\/?$/, '/**') : pattern;
  if (whole.startsWith('/')) return whole;
  if (!whole.includes('/')) return prefix === '' ? whole : `${toText(prefix)}**/${whole}`;
  // a pattern with "." or ".." in it matches nothing either
  const path = resolvePath(prefix, fromText(whole));
  if (path === null) {
    throw new GuardError(
      'bad-pattern',
      `${pattern} leads out of this repository`,
      'Allow files in the work tree, or go to the repository they belong to.',
    );
  }
  return path.includes('/') ? toText(path) : `/${toText(path)}`; // without the slash, a name would match in every folder
}

const quoted = (pattern: string): string =>
  /[\s"#]|^\[attr\]/.test(pattern)
    ? `"${pattern.replace(/["\\]/g, '\\$&').replaceAll('\t', '\\t')}"`
    : pattern;

const toLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
