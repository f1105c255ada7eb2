// Makes the manual page from the options that the help shows, so that the two can't differ.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @returns roff for `man` (man(7)) */
export async function manualPage() {
  const { version, homepage, bugs } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { COMMANDS, GLOBAL_OPTIONS, ANSWERED_AT_ONCE, argumentRows, optionRows } = await loadSource([
    'cli/commands.ts',
    'cli/global-options.ts',
    'cli/help.ts',
  ]);
  const rows = (all) => all.flatMap(([term, means]) => ['.TP', `.B ${roff(term.trim())}`, roff(means)]);
  const common = optionRows({ ...GLOBAL_OPTIONS, ...ANSWERED_AT_ONCE });
  return `${[
    `.TH PYC\\-GUARD 1 "" "pyc\\-guard ${version}" "pyc\\-guard manual"`,
    '.SH NAME',
    'pyc\\-guard \\- keeps Python bytecode out of git',
    '.SH SYNOPSIS',
    '.B pyc\\-guard',
    '[\\fIcommand\\fR] [\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    'Installs a git hook that blocks staged .pyc and __pycache__ paths, adds the lines for them to',
    '\\&.gitignore, and removes from git what is tracked already. Without a command it shows what is wrong',
    'in this repository and what to do.',
    '.SH COMMANDS',
    ...COMMANDS.flatMap(({ help }) => [
      `.SS ${roff(help.usage)}`,
      `${roff(help.summary)}.`,
      ...rows([...argumentRows(help), ...optionRows(help.options)]),
      ...help.examples.flatMap(([line, does]) => [
        '.PP',
        roff(does),
        '.RS',
        `pyc\\-guard ${roff(line)}`,
        '.RE',
      ]),
    ]),
    '.SH COMMON OPTIONS',
    ...rows(common),
    '.SH EXIT STATUS',
    ...rows([
      ['0', 'clean, or done'],
      ['1', 'something was found'],
      ['2', 'it can not work, and says why; nothing has changed, or it says "partly done" and what'],
      ['3', 'a bug of pyc-guard'],
      ['130', 'interrupted'],
    ]),
    '.SH ENVIRONMENT',
    ...rows([
      ['PYC_GUARD=0', 'switches the hooks and install off'],
      ['SKIP=pyc-guard', 'switches the hooks off, as for pre-commit; may be one of a list with commas'],
      ['NO_COLOR, FORCE_COLOR', 'no color, or color even when piped'],
    ]),
    '.SH REPORTING BUGS',
    roff(bugs.url),
    '.PP',
    `More to read: ${roff(homepage)}`,
    '.SH SEE ALSO',
    '.BR githooks (5),',
    '.BR gitignore (5),',
    '.BR gitattributes (5)',
  ].join('\n')}\n`;
}

/** Escapes what has a meaning in roff: backslashes, hyphens, and dots at the beginning of a line. */
const roff = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');
