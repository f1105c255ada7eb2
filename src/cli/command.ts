import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { CommandName } from '../model/commands.ts';
import { usageError } from '../model/errors.ts';
import type { Format } from '../report/formats.ts';
import type { CommandResults, Session } from '../runtime/run-command.ts';

/** Options every command has, as yargs hands them over. */
export interface Global {
  cwd: string;
  'dry-run': boolean;
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  color: boolean | undefined;
  format?: Format | undefined;
  output?: string | undefined;
}

/** Notes which command was named, and how to run it. */
export type Choose = <C extends CommandName>(
  name: C,
  args: ArgumentsCamelCase<Global>,
  run: (session: Session) => Promise<CommandResults[C]>,
) => void;

/**
 * Thrown by a command's handler once it is chosen. Otherwise yargs lays out its help at that point, in
 * case somebody asks for it later, which takes longer than most commands.
 */
export const CHOSEN = new Error('the command line is understood');

export interface CliCommand {
  readonly command: CommandName;
  /** Adds it to the parser. */
  readonly register: (parser: Argv<Global>, choose: Choose) => void;
}

/**
 * One command of the program.
 *
 * @param usage - as yargs takes it: the name, then its positional arguments
 * @param run - imports the command's own module itself, so that others need not load it
 */
export function command<C extends CommandName, T extends Global>(
  usage: C | `${C} ${string}`,
  describe: string,
  options: (parser: Argv<Global>) => Argv<T>,
  run: (args: ArgumentsCamelCase<T>, session: Session) => Promise<CommandResults[C]>,
): CliCommand {
  const name = usage.split(' ', 1)[0] as C;
  const [, names] = /\[(\w+)\.\.\]$/.exec(usage) ?? [];
  return {
    command: name,
    register: (parser, choose) => {
      parser.command(usage, describe, options, (args) => {
        const whole = takeRest(args, names);
        choose(name, whole, (session) => run(whole, session));
        throw CHOSEN;
      });
    },
  };
}

/** What follows `--` is a name whatever it looks like; yargs leaves it apart. */
function takeRest<T extends Global>(args: ArgumentsCamelCase<T>, names: string | undefined) {
  const rest = args['--'];
  if (!Array.isArray(rest) || rest.length === 0) return args;
  if (names === undefined) throw usageError(`Unknown argument: ${rest.join(' ')}`);
  return { ...args, [names]: [...(args[names] as string[]), ...rest.map(String)] };
}
