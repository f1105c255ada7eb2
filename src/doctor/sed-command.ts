import { shellQuote } from '../model/shell-quote.ts';

/**
 * The command that deletes a line from a text file. It finds the line by its text, so that it still works
 * after earlier lines were deleted; `-i.bak` is the form that every sed accepts.
 *
 * @param text - the line as it is in the file, without its line end
 * @param line - its number, from 1, used if no pattern can be written for the text
 */
export function deleteLine(file: string, text: string, line: number): string {
  const bare = text.trimEnd();
  const plain = bare !== '' && !/[\p{Cc}\ufffd]/u.test(bare);
  return edit(plain ? `/^${literal(bare)}[[:space:]]*$/d` : `${line}d`, file);
}

/** The command that deletes a word, and the blank before it, from the lines that begin with `head`. */
export function deleteWord(file: string, head: string, word: string): string {
  const found = `[[:space:]]${literal(word)}`;
  return edit(`/^${literal(head)}[[:space:]]/{s/${found}$//;s/${found}\\([[:space:]]\\)/\\1/;}`, file);
}

/** Git Bash has sed on Windows; cmd.exe and PowerShell do not. */
const edit = (script: string, file: string): string =>
  `sed -i.bak ${shellQuote(script, 'sh')} ${shellQuote(file.startsWith('-') ? `./${file}` : file, 'sh')}`;

/** A basic regular expression for the text itself (POSIX, sed). */
const literal = (text: string): string => text.replace(/[\\.*[\]^$/]/g, '\\$&');
