import { Buffer } from 'node:buffer';
import { unquote } from '../git/unquote.ts';
import { parseAttributes } from '../model/attribute-lines.ts';
import { type BytePath, fromText, isUtf8, toText } from '../model/byte-path.ts';
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

/**
 * Removes `-pyc-guard` from the lines for these patterns, and a line whole if it says nothing else.
 *
 * @param folder - of the file: empty for the top, else ending in a slash
 * @param patterns - as `allowedPattern` names them
 * @returns what was removed, and the rest of the file
 */
export function removeAllowances(
  before: Uint8Array,
  folder: BytePath,
  patterns: ReadonlySet<string>,
): { lines: string[]; after: Uint8Array } {
  const old = Buffer.from(before).toString('latin1');
  const mark = /^\xef\xbb\xbf/.exec(old)?.[0] ?? '';
  const lines: string[] = [];
  const known = new Map(parseAttributes(old).map((each) => [each.line, each]));
  const kept = (old.slice(mark.length).match(/[^\n]*\n|[^\n]+$/g) ?? []).map((text, i) => {
    const line = known.get(i + 1);
    const isMeant = line?.states.some(([name, state]) => name === 'pyc-guard' && state === 'unset') ?? false;
    if (line === undefined || !isMeant || !patterns.has(allowedPattern(line.head, folder) ?? '')) return text;
    lines.push(toText(`${line.head} -pyc-guard` as BytePath));
    if (line.states.every(([name]) => name === 'pyc-guard')) return '';
    const words = text.indexOf(line.head) + line.head.length;
    return text.slice(0, words) + text.slice(words).replace(/[ \t\r]+-pyc-guard(?=[ \t\r\n]|$)/g, '');
  });
  return { lines, after: Buffer.from(mark + kept.join(''), 'latin1') };
}

/**
 * What an attributes file calls its pattern, as a file at the top would: `sub/**\/a.pyc` for `a.pyc` in
 * `sub/.gitattributes`. `null` for bytes that are no UTF-8, which nobody can type.
 *
 * @param head - as it is written
 */
export function allowedPattern(head: string, folder: BytePath): string | null {
  const pattern = unquote(head) ?? (head as BytePath);
  if (!isUtf8(pattern)) return null;
  const text = toText(pattern);
  if (folder === '' || text.startsWith('[attr]')) return text;
  if (text.startsWith('/')) return `${toText(folder)}${text.slice(1)}`;
  return `${toText(folder)}${text.includes('/') ? '' : '**/'}${text}`;
}

/** The pattern as it must be written in the file at the top. */
export function atTop(pattern: string, prefix: BytePath): string {
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
