import process from 'node:process';
import { UNSAFE } from './safe-text.ts';

/** `sh` stands for every POSIX shell, Git Bash too. */
export type Shell = 'sh' | 'cmd' | 'powershell';

/**
 * The shell in which a command that we print is likely to be pasted. On Windows every PowerShell adds
 * the user's own modules to a variable, which cmd.exe does not (about_PSModulePath).
 */
export function currentShell(platform = process.platform, env = process.env): Shell {
  if (platform !== 'win32' || env.MSYSTEM || env.SHELL) return 'sh';
  return /[\\/]Documents[\\/](?:Windows)?PowerShell[\\/]Modules/i.test(env.PSModulePath ?? '')
    ? 'powershell'
    : 'cmd';
}

/** Words that need no quotes as an argument in sh, cmd.exe and PowerShell. */
const PLAIN = /^[\w./:+=-]+$/;

/** Characters with a special meaning inside double quotes in sh, cmd.exe or PowerShell (which also knows curly quotes). */
const SPECIAL_IN_QUOTES = /["$`\\!%\u201c-\u201f]/;

/** Includes the character after it, since a shell drops newlines at the end of a command's output (POSIX, 2.6.3). */
const SPECIAL = new RegExp(`(?:${UNSAFE.source})+.?|'`, 'gsu');

/**
 * A word for a command line, quoted if necessary: if possible so that sh, cmd.exe and PowerShell all understand
 * it, else for the present shell. For sh, characters that are unsafe to print are written as the numbers of
 * their bytes, so that a printed command works for a file of any name; only a newline at its end is lost.
 */
export function shellQuote(word: string, shell: Shell = currentShell()): string {
  if (PLAIN.test(word)) return word;
  if (new RegExp(UNSAFE.source, 'su').test(word)) return quoteForSh(word);
  if (!SPECIAL_IN_QUOTES.test(word)) return `"${word}"`;
  if (shell === 'sh') return quoteForSh(word);
  if (shell === 'powershell') return `'${word.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
  // a backslash before a quote would escape the quote (CommandLineToArgvW)
  return `"${word.replace(/\\+$/, '$&$&')}"`;
}

/** Commands on one line, each run if the one before succeeded; PowerShell has no `&&` before version 7. */
export const inOrder = (commands: readonly string[], shell: Shell = currentShell()): string =>
  commands.join(shell === 'powershell' ? '; ' : ' && ');

/** The command that goes to a folder; in cmd.exe plain `cd` stays on the drive. */
export const changeFolder = (folder: string, shell: Shell = currentShell()): string =>
  `${shell === 'cmd' ? 'cd /d' : 'cd'} ${shellQuote(folder, shell)}`;

/**
 * A command with programs that only POSIX systems and Git Bash have. Where we are in cmd.exe or PowerShell, it
 * says so, in a form that sh reads as a comment.
 */
export const needsSh = (command: string, shell: Shell = currentShell()): string =>
  shell === 'sh' ? command : `${command} # in Git Bash`;

/** The command that gives a variable of the environment a value, or none. */
export function setVariable(name: string, value: string | null, shell: Shell = currentShell()): string {
  if (shell === 'cmd') return `set ${name}=${value ?? ''}`;
  if (shell === 'powershell')
    return value === null ? `Remove-Item Env:${name}` : `$env:${name} = ${shellQuote(value, shell)}`;
  if (value === null) return `unset ${name}`;
  return `export ${name}=${/^[\w,.-]+$/.test(value) ? value : shellQuote(value, shell)}`;
}

/** A word for POSIX shells alone. */
const quoteForSh = (word: string): string =>
  `'${word.replace(SPECIAL, (text) => (text === "'" ? "'\\''" : `'"$(printf '${octal(text)}')"'`))}'`;

const octal = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
