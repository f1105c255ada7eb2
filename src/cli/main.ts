import { fstatSync } from 'node:fs';
import process from 'node:process';
import yargs, { type Argv } from 'yargs';
import type { CommandName } from '../model/commands.ts';
import { ExitCode, GuardError, usageError } from '../model/errors.ts';
import { version } from '../model/version.ts';
import { printText } from '../runtime/print-text.ts';
import type { Invocation } from '../runtime/run-command.ts';
import { expectNoValues, expectSingleValues, keepDashes } from './arguments.ts';
import { CHOSEN, type Choose, type Global } from './command.ts';
import { COMMANDS } from './commands.ts';
import { examine } from './doctor.ts';
import { expectKnown } from './expect-known.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { guessReporting, reporting } from './reporting.ts';
import { withOurSentences } from './yargs-sentences.ts';

/**
 * The program: flags to typed options, to a command, to its report.
 *
 * @returns the exit code; everything has been printed
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const answer = await answerAtOnce(argv);
    if (answer !== null) return say(answer);
  } catch (error) {
    return refuseLine(argv, error);
  }
  let chosen: Invocation<CommandName> | undefined;
  let isNamed = true;
  const choose: Choose = (command, args, run) => {
    chosen = {
      command,
      dryRun: args.dryRun,
      cwd: args.cwd,
      reporting: reporting(command, args, inActions()),
      run,
    };
  };
  const parser = build(choose, (args) => {
    isNamed = false;
    choose('doctor', args, (session) => examine(session, true));
  });
  try {
    expectNoValues(argv, flags());
    await parser.parseAsync(keepDashes(argv));
  } catch (error) {
    if (error !== CHOSEN) return refuseLine(argv, error);
  }
  if (chosen === undefined) throw new Error('yargs chose no command');
  const { isElsewhere, runCommand } = await import('../runtime/run-command.ts');
  if (isNamed) return runCommand(chosen);
  // without a command, show the state of this repository, or the help outside of one
  const helps = chosen.reporting.format === 'human' && (await isElsewhere(chosen.cwd));
  if (!helps) return runCommand({ ...chosen, reporting: { ...chosen.reporting, brief: true } });
  const { programHelp } = await import('./help.ts');
  return say(programHelp(COMMANDS));
}

/** Help, version and completion: they come before any other option is looked at. `null`: none is asked for. */
async function answerAtOnce(argv: readonly string[]): Promise<string | null> {
  const before = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const { command } = guessReporting(
    before,
    [...COMMANDS.map(({ command }) => command), 'help'],
    inActions(),
  );
  if (argv[0] === '--get-completions') {
    const { completions } = await import('./completion.ts');
    return completions(COMMANDS, argv.slice(1), process.env.SHELL ?? '')
      .map((line) => `${line}\n`)
      .join('');
  }
  if (command === 'completion') {
    const { completionScript } = await import('./completion.ts');
    return completionScript(before.slice(before.indexOf('completion') + 1), process.env.SHELL ?? '');
  }
  if (before.includes('--version') || before.includes('-V')) return `${version}\n`;
  if (command !== 'help' && !before.includes('--help') && !before.includes('-h')) return null;
  const { helpFor } = await import('./help.ts');
  const topic =
    command === 'help'
      ? before.slice(before.indexOf('help') + 1).find((word) => !word.startsWith('-'))
      : command;
  return helpFor(COMMANDS, topic ?? '');
}

/** Whether this is GitHub Actions, with stdout in its log and not in a file. */
const inActions = (): boolean => process.env.GITHUB_ACTIONS === 'true' && !fstatSync(1).isFile();

/** The names of all options that are given or not, and have no value. */
const flags = (): ReadonlySet<string> =>
  new Set(
    [GLOBAL_OPTIONS, ...COMMANDS.map(({ help }) => help.options)].flatMap((options) =>
      Object.entries(options).flatMap(([name, { type }]) => (type === 'boolean' ? [name] : [])),
    ),
  );

/** Answers a command line that makes no sense. */
async function refuseLine(argv: readonly string[], error: unknown): Promise<number> {
  const asked = guessReporting(
    argv,
    COMMANDS.map(({ command }) => command),
    inActions(),
  );
  const { refuse } = await import('../runtime/run-command.ts');
  return refuse(asked, error);
}

/** Prints text that is no report: help, a version. */
async function say(text: string): Promise<number> {
  await printText(process.stdout, text);
  return ExitCode.clean;
}

function build(choose: Choose, chooseNone: (args: Parameters<Choose>[1]) => void): Argv<Global> {
  const parser = withOurSentences(yargs().scriptName('pyc-guard').options(GLOBAL_OPTIONS) as Argv<Global>);
  for (const { register } of COMMANDS) register(parser, choose);
  return parser
    .command('$0', false, {}, (args) => {
      chooseNone(args as Parameters<Choose>[1]);
    })
    .parserConfiguration({ 'populate--': true, 'parse-positional-numbers': false })
    .check(expectSingleValues)
    .check((args) => {
      const chosen = COMMANDS.find(({ command }) => command === args._[0]);
      return expectKnown(args, chosen, COMMANDS);
    })
    .help(false)
    .version(false)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      // errors that yargs throws by itself are about the command line, too
      if (error instanceof GuardError) throw error;
      throw error === undefined || error.name === 'YError' ? usageError(error?.message ?? message) : error;
    });
}
