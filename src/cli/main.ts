import process from 'node:process';
import yargs, { type Argv } from 'yargs';
import type { CommandName } from '../model/commands.ts';
import { ExitCode, usageError } from '../model/errors.ts';
import { version } from '../model/version.ts';
import { printText } from '../runtime/output.ts';
import type { Invocation } from '../runtime/run-command.ts';
import { allow } from './allow.ts';
import { expectSingleValues, keepDashes } from './arguments.ts';
import { check } from './check.ts';
import { clean } from './clean.ts';
import { CHOSEN, type Choose, type CliCommand, type Global } from './command.ts';
import { doctor, examine } from './doctor.ts';
import { fix } from './fix.ts';
import { history } from './history.ts';
import { ignore } from './ignore.ts';
import { inspect } from './inspect.ts';
import { install } from './install.ts';
import { guessReporting, reporting } from './reporting.ts';
import { rules } from './rules.ts';
import { uninstall } from './uninstall.ts';
import { untrack } from './untrack.ts';

/** In the order of the help. */
const COMMANDS: readonly CliCommand[] = [
  install,
  uninstall,
  check,
  ignore,
  untrack,
  fix,
  clean,
  allow,
  doctor,
  inspect,
  history,
  rules,
];

/**
 * The program: flags to typed options, to a command, to its report.
 *
 * @returns the exit code; everything has been printed
 */
export async function main(argv: readonly string[]): Promise<number> {
  let chosen: Invocation<CommandName> | undefined;
  let isNamed = true;
  let output = '';
  const choose: Choose = (command, args, run) => {
    chosen = { command, dryRun: args.dryRun, cwd: args.cwd, reporting: reporting(command, args), run };
  };
  const parser = build(choose, (args) => {
    isNamed = false;
    choose('doctor', args, examine);
  });
  try {
    await parser.parseAsync(keepDashes(argv), {}, (_error, _args, text) => {
      output = text;
    });
  } catch (error) {
    if (error !== CHOSEN) return refuseLine(argv, error);
  }
  if (chosen === undefined) return say(`${output}\n`);
  const { isElsewhere, runCommand } = await import('../runtime/run-command.ts');
  if (isNamed) return runCommand(chosen);
  // without a command, a person is shown how things stand here, and elsewhere what there is
  const helps = chosen.reporting.format === 'human' && (await isElsewhere(chosen.cwd));
  return helps ? say(`${await parser.getHelp()}\n`) : runCommand(chosen);
}

/** Answers a command line that makes no sense. */
async function refuseLine(argv: readonly string[], error: unknown): Promise<number> {
  const commands = COMMANDS.map(({ command }) => command);
  const asked = guessReporting(argv, commands);
  const known = asked.command === '' || commands.some((name) => name === asked.command);
  const { refuse } = await import('../runtime/run-command.ts');
  return refuse(asked, known ? error : usageError(`there is no command ${asked.command}`));
}

/** Prints text that is no report: help, a version. */
async function say(text: string): Promise<number> {
  await printText(process.stdout, text);
  return ExitCode.clean;
}

function build(choose: Choose, chooseNone: (args: Parameters<Choose>[1]) => void): Argv<Global> {
  const parser: Argv<Global> = yargs()
    .scriptName('pyc-guard')
    .usage('Keeps Python bytecode out of git.\n\nUsage: $0 <command> [options]')
    .option('cwd', {
      alias: 'C',
      type: 'string',
      default: '.',
      requiresArg: true,
      describe: 'work as if started in this folder',
    })
    .option('dry-run', {
      alias: 'n',
      type: 'boolean',
      default: false,
      describe: 'change nothing, print the plan',
    })
    .option('json', { type: 'boolean', default: false, describe: 'one JSON document on stdout' })
    .option('quiet', { alias: 'q', type: 'boolean', default: false, describe: 'print errors only' })
    .option('verbose', { alias: 'v', type: 'boolean', default: false, describe: 'list everything' })
    .option('color', { type: 'boolean', describe: 'colour even when piped (--no-color: never)' });
  for (const { register } of COMMANDS) register(parser, choose);
  return parser
    .command('$0', false, {}, (args) => chooseNone(args as Parameters<Choose>[1]))
    .parserConfiguration({ 'populate--': true, 'parse-positional-numbers': false })
    .check(expectSingleValues)
    .strict()
    .strictCommands()
    .help('help')
    .alias('help', 'h')
    .version(version)
    .locale('en')
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .epilogue('`pyc-guard <command> --help` tells more. PYC_GUARD=0 switches the guard off.')
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      // what yargs throws of its own accord is about the command line as well
      throw error === undefined || error.name === 'YError' ? usageError(error?.message ?? message) : error;
    });
}
