import { shellQuote } from '../model/shell-quote.ts';

/**
 * The command that takes a line out of a text file. It goes by what the line says, so that it still
 * means the same line when others have gone before it; `-i.bak` is what every sed has.
 *
 * @param text - the line as it stands in the file, without its line end
 * @param line - its number, from 1, for what no pattern can be written for
 */
export function deleteLine(file: string, text: string, line: number): string {
  const bare = text.trimEnd();
  const plain = bare !== '' && !/[\p{Cc}\ufffd]/u.test(bare);
  return edit(plain ? `/^${literal(bare)}[[:space:]]*$/d` : `${line}d`, file);
}

/** The command that takes a word, and the blank before it, out of the lines with this word at their head. */
export function deleteWord(file: string, head: string, word: string): string {
  const found = `[[:space:]]${literal(word)}`;
  return edit(`/^${literal(head)}[[:space:]]/{s/${found}$//;s/${found}\\([[:space:]]\\)/\\1/;}`, file);
}

/** Git Bash has sed on Windows; cmd.exe and PowerShell do not. */
const edit = (script: string, file: string): string =>
  `sed -i.bak ${shellQuote(script, 'sh')} ${shellQuote(file.startsWith('-') ? `./${file}` : file, 'sh')}`;

/** A basic regular expression for the text itself (POSIX, sed). */
const literal = (text: string): string => text.replace(/[\\.*[\]^$/]/g, '\\$&');
