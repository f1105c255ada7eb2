import type { ArgumentsCamelCase, Argv, InferredOptionTypes, Options, PositionalOptions } from 'yargs';
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

/** An option as yargs takes it, and the name of its value in the help: `FILE` in `--output FILE`. */
export interface OptionSpec extends Options {
  readonly metavar?: string;
}

/** A command line, without the program's name, and what it does. */
export type Example = readonly [line: string, does: string];

/** What the help, the manual page and the completion say of a command. */
export interface CommandHelp {
  /** The name, then its positional arguments: `check [paths..]`. */
  readonly usage: string;
  readonly summary: string;
  readonly positionals: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly Example[];
  /** More to read below the options. */
  readonly notes?: string;
}

/** Notes which command was named, and how to run it. */
export type Choose = <C extends CommandName>(
  name: C,
  args: ArgumentsCamelCase<Global>,
  run: (session: Session) => Promise<CommandResults[C]>,
) => void;

/**
 * Thrown by a command's handler to leave yargs as soon as the command is known. Otherwise yargs would lay out
 * its help for a later request, which takes longer than most commands.
 */
export const CHOSEN = new Error('the command line is understood');

export interface CliCommand {
  readonly command: CommandName;
  readonly help: CommandHelp;
  /** Adds the command to the parser. */
  readonly register: (parser: Argv<Global>, choose: Choose) => void;
}

interface CommandSpec<C extends CommandName, P, O> {
  readonly usage: C | `${C} ${string}`;
  readonly summary: string;
  readonly positionals?: P;
  readonly options?: O;
  readonly examples: readonly Example[];
  readonly notes?: string;
}

/**
 * One command of the program.
 *
 * @param run - imports the command's own module itself, so that others need not load it
 */
export function command<
  C extends CommandName,
  P extends Record<string, PositionalOptions> = Record<never, PositionalOptions>,
  O extends Record<string, OptionSpec> = Record<never, OptionSpec>,
>(
  spec: CommandSpec<C, P, O>,
  run: (
    args: ArgumentsCamelCase<Global & InferredOptionTypes<P> & InferredOptionTypes<O>>,
    session: Session,
  ) => Promise<CommandResults[C]>,
): CliCommand {
  const { usage, summary } = spec;
  const name = usage.split(' ', 1)[0] as C;
  const positionals: Record<string, PositionalOptions> = spec.positionals ?? {};
  const options: Record<string, OptionSpec> = spec.options ?? {};
  const rest = /\[(\w+)\.\.\]$/.exec(usage)?.[1];
  return {
    command: name,
    help: { ...spec, positionals, options },
    register: (parser, choose) => {
      const declare = (own: Argv<Global>): Argv<Global> => {
        for (const [key, positional] of Object.entries(positionals)) own.positional(key, positional);
        own.options(options);
        return own; // with more options than its type says; `run` knows them
      };
      parser.command(usage, summary, declare, (args) => {
        const whole = takeRest(args, name, rest);
        choose(name, whole, (session) => run(whole as Parameters<typeof run>[0], session));
        throw CHOSEN;
      });
    },
  };
}

/** Everything after `--` is a name, even if it begins with a dash; yargs returns it separately. */
function takeRest(args: ArgumentsCamelCase<Global>, name: string, positional: string | undefined) {
  const rest = args['--'];
  if (!Array.isArray(rest) || rest.length === 0) return args;
  if (positional === undefined) throw usageError(`${name} takes no "${rest.join(' ')}"`);
  return { ...args, [positional]: [...(args[positional] as string[]), ...rest.map(String)] };
}
