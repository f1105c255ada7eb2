/** The form of the lines that we add, shared by the code that adds them and the code that removes them. */

import { IGNORE_LINES } from './ignore-lines.ts';
import { UTF8_BOM } from './read-rules.ts';

const MARKER = '# Python bytecode (pyc-guard)';
/** The line above had no line end and was given one, which must be removed with the block. */
const MARKER_AFTER_NEW_END = '# Python bytecode (pyc-guard; the line above had no end)';

/** The file existed but was empty: after the removal of the block it is empty again, not deleted. */
const MARKER_IN_EMPTY = '# Python bytecode (pyc-guard; the file was empty)';

/** Lines to add, and the offset of the line they go before. */
export interface InsertPosition {
  readonly at: number;
  readonly lines: readonly string[];
}

/**
 * Inserts a block at each position, or extends the block above it; the rest of the text (latin1) is unchanged.
 *
 * @param isNew - whether the file does not exist yet
 */
export function insertBlocks(text: string, places: readonly InsertPosition[], isNew = false): string {
  const eol = lineEnd(text);
  return [...places]
    .sort((a, b) => b.at - a.at)
    .reduce((rest, { at, lines }) => {
      const open = at === text.length && text !== '' && text !== UTF8_BOM && !text.endsWith('\n');
      const head = open ? `${eol}${MARKER_AFTER_NEW_END}` : text === '' && !isNew ? MARKER_IN_EMPTY : MARKER;
      const block = endsInBlock(text.slice(0, at)) ? lines : [head, ...lines];
      return rest.slice(0, at) + block.map((line) => line + eol).join('') + rest.slice(at);
    }, text);
}

/** Whether the last lines are a block of ours that can be extended. */
function endsInBlock(text: string): boolean {
  if (!text.endsWith('\n')) return false;
  const lines = text.slice(-LONGEST_BLOCK).split(/\r?\n/).slice(0, -1);
  while (OURS.has(lines.at(-1) ?? '')) lines.pop();
  return lines.at(-1)?.replace(UTF8_BOM, '').startsWith('# Python bytecode (pyc-guard') ?? false;
}

/** Longest block: the comment and our three lines a few times. */
const LONGEST_BLOCK = 400;

/** The reverse of `insertBlocks`, also for a file that has been edited since. */
export function removeBlocks(text: string): {
  readonly lines: string[];
  readonly text: string;
  /** Whether the file did not exist before the block. */
  readonly wasNew: boolean;
} {
  const lines: string[] = [];
  const rest = text.replace(BLOCK, (block: string, ...[bom = '', end = '', endInside, at]: BlockParts) => {
    lines.push(...block.split(/\r?\n/).filter((line) => OURS.has(line)));
    // The line end that the block added must stay if there are lines below it; a CR above
    // a block of LF lines was there before (see `lineEnd`).
    if (at + block.length < text.length) return bom + end;
    return bom + (end === '\r\n' && endInside === '\n' ? '\r' : '');
  });
  return { lines, text: rest, wasNew: rest === '' && !text.startsWith(MARKER_IN_EMPTY) };
}

type BlockParts = [bom: string | undefined, end: string | undefined, endInside: string, at: number];

const OURS: ReadonlySet<string> = new Set(IGNORE_LINES);
const escapeRegExp = (literal: string): string => literal.replace(/[$()*./[\]]/g, '\\$&');
const BLOCK = new RegExp(
  `(?:(?:^|(?<=\\n)|^(\\xef\\xbb\\xbf))(?:${escapeRegExp(MARKER)}|${escapeRegExp(MARKER_IN_EMPTY)})|(\\r?\\n)${escapeRegExp(MARKER_AFTER_NEW_END)})` +
    `(\\r?\\n|$)(?:(?:${IGNORE_LINES.map(escapeRegExp).join('|')})(?:\\r?\\n|$))*`,
  'g',
);

/**
 * The line end of most lines in a file. After a final CR it must be LF: CR LF would make two CRs, of which git
 * removes one, so that the last pattern would change its meaning.
 */
function lineEnd(text: string): '\n' | '\r\n' {
  if (text.endsWith('\r')) return '\n';
  let lf = 0;
  let crlf = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
    if (text[i - 1] === '\r') crlf++;
    else lf++;
  }
  return crlf > lf ? '\r\n' : '\n';
}
