import { bugsAddress } from '../model/bugs-address.ts';
import type { CommandName } from '../model/commands.ts';
import { usageError } from '../model/errors.ts';
import type { CliCommand, CommandHelp, Example, OptionSpec } from './command.ts';
import { ANSWERED_AT_ONCE, GLOBAL_OPTIONS } from './global-options.ts';
import { suggestion } from './nearest.ts';
import { wrapText } from './wrap-text.ts';

const PROGRAM = 'pyc-guard';
const WIDTH = 80;

/** @param topic - a command, or empty for the program. @throws GuardError where there is no such command */
export function helpFor(commands: readonly CliCommand[], topic: string): string {
  if (topic === '') return programHelp(commands);
  const found = commands.find(({ command }) => command === topic);
  if (found !== undefined) return commandHelp(found);
  const names = commands.map(({ command }) => command);
  throw usageError(`no command "${topic}"${suggestion(topic, names)}`);
}

/** The help of the program: its commands, the common options, where to read more. */
export function programHelp(commands: readonly CliCommand[]): string {
  return page([
    ['Keeps Python bytecode (__pycache__, .pyc) out of git.'],
    [`Usage: ${PROGRAM} <command> [options]`],
    [
      'Start here:',
      ...rows([
        ['install --fix', 'block, ignore and remove bytecode: does it all'],
        ['', 'without a command: what is wrong here and what to do'],
      ]),
    ],
    ['Commands:', ...rows(commands.map(({ help }) => [help.usage, help.summary]))],
    ['Common options:', ...rows(optionRows(COMMON))],
    [...wrapText(MORE, WIDTH), `Report faults: ${bugsAddress}`],
  ]);
}

const MORE = `\`${PROGRAM} help <command>\` shows the options and examples of a command. PYC_GUARD=0 before
  a git command switches the hooks off for it.`;

/** The help of one command: its own options first, then the common ones. */
export function commandHelp({ command, help }: CliCommand): string {
  const { usage, summary, positionals, options, examples, notes } = help;
  const own = optionRows(options);
  return page([
    [`Usage: ${PROGRAM} ${usage}${own.length > 0 ? ' [options]' : ''}`],
    wrapText(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, WIDTH),
    ...section('Arguments:', rows(argumentRows({ usage, positionals }))),
    ...section('Options:', rows(own)),
    ['Common options:', ...rows(optionRows(commonOptions(command)))],
    ...section('Examples:', exampleLines(examples)),
    ...(notes === undefined ? [] : [notes.split('\n')]),
    ['Read more:', `  ${bugsAddress.replace(/issues$/, 'blob/main/docs/')}${PAGES[command]}.md`],
  ]);
}

const COMMON = { ...GLOBAL_OPTIONS, ...ANSWERED_AT_ONCE };

/** The page of `docs` that has more about a command. */
const PAGES: Readonly<Record<CommandName, string>> = {
  install: 'managers',
  uninstall: 'managers',
  check: 'ci',
  fix: 'ignore',
  ignore: 'ignore',
  untrack: 'managers',
  allow: 'glossary',
  doctor: 'managers',
  inspect: 'bytecode',
  history: 'history',
  clean: 'clean',
  rules: 'ci',
};

/** Commands that write nothing take `--dry-run`, too, but there it means nothing. */
const READ_ONLY: ReadonlySet<CommandName> = new Set<CommandName>(['check', 'doctor', 'inspect', 'rules']);

function commonOptions(command: CommandName): Readonly<Record<string, OptionSpec>> {
  const { 'dry-run': _, ...others } = COMMON;
  return READ_ONLY.has(command) ? others : COMMON;
}

export type Row = readonly [term: string, means: string];

/** The arguments of a command that are no options, each with what it means. */
export const argumentRows = ({ usage, positionals }: Pick<CommandHelp, 'usage' | 'positionals'>): Row[] =>
  Object.entries(positionals).map(([name, { describe = '', choices }]) => {
    const means = choices === undefined ? describe : `${describe}: ${choices.join(', ')}`;
    return [usage.includes(`${name}..`) ? `${name}...` : name, means];
  });

/** Options with their descriptions: `-C, --cwd DIR`, and `--no-inspect` for an option that is on by default. */
export const optionRows = (options: Readonly<Record<string, OptionSpec>>): Row[] =>
  Object.entries(options).map(([name, spec]) => {
    const { alias, metavar, default: preset, defaultDescription, choices, array, describe = '' } = spec;
    const long = spec.type === 'boolean' && preset === true ? `--no-${name}` : `--${name}`;
    const short = typeof alias === 'string' ? `-${alias}, ` : '    ';
    const value =
      metavar === undefined ? '' : ` ${metavar}${array === true && choices !== undefined ? '...' : ''}`;
    const among = choices === undefined ? '' : ` (${choices.join(', ')})`;
    const stated = defaultDescription ?? (typeof preset === 'string' && preset !== '.' ? preset : undefined);
    return [
      `${short}${long}${value}`,
      `${describe}${among}${stated === undefined ? '' : `; default: ${stated}`}`,
    ];
  });

function exampleLines(examples: readonly Example[]): string[] {
  return examples.flatMap(([line, does]) => [
    `  ${PROGRAM} ${line}`,
    ...wrapText(does, WIDTH - 6).map((text) => `      ${text}`),
  ]);
}

const section = (title: string, lines: readonly string[]): string[][] =>
  lines.length === 0 ? [] : [[title, ...lines]];

/** The widest first column that leaves enough room for the second. */
const WIDEST_TERM = 26;

/** Two columns; a term that is too wide has a line of its own. */
function rows(all: readonly Row[]): string[] {
  const width = Math.min(WIDEST_TERM, Math.max(0, ...all.map(([term]) => term.length)));
  return all.flatMap(([term, means]) => {
    const [first = '', ...more] = wrapText(means, WIDTH - width - 4);
    const pad = ' '.repeat(width + 4);
    const rest = more.map((line) => pad + line);
    return term.length > width
      ? [`  ${term}`, pad + first, ...rest]
      : [`  ${term.padEnd(width)}  ${first}`, ...rest];
  });
}

const page = (parts: readonly (readonly string[])[]): string =>
  `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
