import process from 'node:process';
import yargs, { type Argv } from 'yargs';
import { allow } from './cli/allow.ts';
import { check } from './cli/check.ts';
import { clean } from './cli/clean.ts';
import type { Choose, Global, Register } from './cli/command.ts';
import { fix } from './cli/fix.ts';
import { ignore } from './cli/ignore.ts';
import { install } from './cli/install.ts';
import { uninstall } from './cli/uninstall.ts';
import { untrack } from './cli/untrack.ts';
import { usageError } from './errors.ts';
import { version } from './package.ts';
import { type Invocation, perform, type Reporting, refuse, say } from './perform.ts';

/** In the order of the help. */
const COMMANDS: readonly Register[] = [install, uninstall, check, ignore, untrack, fix, clean, allow];

/**
 * The program: flags to typed options, to a command, to its report.
 *
 * @returns the exit code; everything has been printed
 */
export async function main(argv: readonly string[]): Promise<number> {
  let chosen: Invocation | undefined;
  let output = '';
  const parser = build((name, args, run) => {
    chosen = { command: name, dryRun: args.dryRun, cwd: args.cwd, reporting: reporting(args), run };
  });
  try {
    await parser.parseAsync(argv, {}, (_error, _args, text) => {
      output = text;
    });
  } catch (error) {
    return refuse(guess(argv), error);
  }
  if (chosen !== undefined) return perform(chosen);
  return say(`${output === '' ? await parser.getHelp() : output}\n`);
}

function build(choose: Choose): Argv<Global> {
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
  for (const register of COMMANDS) register(parser, choose);
  return parser
    .command('$0', false, {}, () => {})
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
      throw error ?? usageError(message);
    });
}

const reporting = ({ json, format, quiet, verbose, color }: Global): Reporting => ({
  format: json ? 'json' : (format ?? 'human'),
  quiet,
  verbose,
  color,
});

/** What can be told of a command line that makes no sense: enough to answer in the right form. */
function guess(argv: readonly string[]): { command: string; reporting: Reporting } {
  const wantsJson = /(^| )(--json|--format[= ]json)( |$)/.test(argv.join(' '));
  return {
    command: argv.find((arg) => !arg.startsWith('-')) ?? '',
    reporting: {
      format: wantsJson ? 'json' : 'human',
      quiet: false,
      verbose: argv.includes('--verbose'),
      color: undefined,
    },
  };
}
