import { usageError } from '../model/errors.ts';
import type { CliCommand, OptionSpec } from './command.ts';
import { ANSWERED_AT_ONCE, GLOBAL_OPTIONS } from './global-options.ts';
import { suggestion } from './nearest.ts';

/** Keys that are no options: what yargs adds by itself. */
const NOT_OPTIONS: readonly string[] = ['_', '$0', '--'];

const camelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Refuses options and arguments that a command does not have. The `strict` mode of yargs would do that, too,
 * but it does not suggest what was probably meant.
 *
 * @param args - as yargs parsed them
 * @param chosen - the command that is named, if one is
 * @returns true
 * @throws GuardError that names the first
 */
export function expectKnown(
  args: Readonly<Record<string, unknown>>,
  chosen: CliCommand | undefined,
  commands: readonly CliCommand[],
): true {
  const [first, ...rest] = (args._ as unknown[]).map(String);
  if (first !== undefined && chosen === undefined) {
    const names = [...commands.map(({ command }) => command), 'help', 'completion'];
    throw usageError(`no command "${first}"${suggestion(first, names)}`);
  }
  const options: Readonly<Record<string, OptionSpec>> = {
    ...GLOBAL_OPTIONS,
    ...ANSWERED_AT_ONCE,
    ...chosen?.help.options,
  };
  const known = new Set([
    ...NOT_OPTIONS,
    ...Object.keys(chosen?.help.positionals ?? {}),
    ...Object.entries(options).flatMap(([name, { alias }]) => [
      name,
      camelCase(name),
      ...[alias ?? []].flat(),
    ]),
  ]);
  const unknown = Object.keys(args).find((name) => !known.has(name));
  if (unknown !== undefined) {
    const dashes = unknown.length === 1 ? '-' : '--';
    const meant = unknown.length === 1 ? '' : suggestion(unknown, Object.keys(options), '--');
    const where = chosen === undefined ? 'no option' : `${chosen.command} has no option`;
    throw usageError(`${where} "${dashes}${unknown}"${meant}`);
  }
  if (chosen !== undefined && rest.length > 0)
    throw usageError(`${chosen.command} takes no "${rest.join(' ')}"`);
  return true;
}
