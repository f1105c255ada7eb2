import { type BytePath, fromBytes, toBytes } from '../model/byte-path.ts';
import { analyze, missingLines } from './analyze.ts';
import { insertBlocks } from './edit-blocks.ts';
import { findProblems, type IgnoreProblem } from './find-problems.ts';
import { IGNORE_LINES, type IgnoreLine } from './ignore-lines.ts';
import { placeLines } from './place-lines.ts';

export interface IgnorePatch {
  /** The lines that are added, in the order of `IGNORE_LINES`. */
  readonly lines: readonly IgnoreLine[];
  /** The patched file; the same bytes as before when nothing is added. */
  readonly after: Uint8Array;
  /** Problems of the patched file; `line` is a line of the patched file. */
  readonly problems: readonly IgnoreProblem[];
}

/**
 * Adds to an ignore file those of our lines whose effect is missing (as gitignore(5) defines it), under
 * a comment and with the file's own line ends. All other bytes stay. A line is put before the
 * first deliberate exception (`!tests/*.pyc`) it would undo, else at the end. Patching twice is
 * patching once.
 *
 * git reads bytes, so it finds no patterns in UTF-16. Such a file is not changed if git sees our lines
 * nevertheless. Otherwise it is reported as `ignore-unreadable`, and patched only if it starts as plain
 * text and changes to UTF-16 further down (a `>>` in PowerShell): such a file is mixed already, and git
 * reads our lines in it. In a file that is UTF-16 from the start git would find our lines as well, but
 * they would break its encoding: editors would show and save them as garbage.
 *
 * @param before the bytes of the file, `null` if there is none.
 */
export function patchIgnore(
  before: Uint8Array | null,
  wanted: readonly IgnoreLine[] = IGNORE_LINES,
): IgnorePatch {
  const text: string = fromBytes(before ?? new Uint8Array());
  const analysis = analyze(text);
  const missing = missingLines(analysis, wanted);
  if (missing.length === 0 || STARTS_AS_UTF16.test(text)) {
    const unreadable = missing.length > 0 ? findUnreadable(text) : [];
    const problems = [...unreadable, ...findProblems(analysis, wanted)];
    return { lines: [], after: before ?? new Uint8Array(), problems };
  }
  const after = insertBlocks(text, placeLines(text, analysis, missing), before === null);
  return {
    lines: missing,
    after: toBytes(after as BytePath),
    problems: [...findUnreadable(after), ...findProblems(analyze(after), wanted)],
  };
}

/** A byte order mark, or a NUL as one half of the first character. */
const STARTS_AS_UTF16 = /^(?:\xff\xfe|\xfe\xff|\0|[^\0]\0)/;

function findUnreadable(text: string): IgnoreProblem[] {
  const whole = STARTS_AS_UTF16.test(text);
  const nul = text.indexOf('\0');
  if (!whole && nul < 0) return [];
  const line = whole ? 1 : text.slice(0, nul).split('\n').length;
  const message = whole
    ? 'git cannot read this file: it is in UTF-16; save it as UTF-8'
    : 'from here on this file is UTF-16, which git cannot read: save it as UTF-8';
  return [{ code: 'ignore-unreadable', line, message }];
}
