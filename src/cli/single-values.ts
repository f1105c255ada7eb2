import { usageError } from '../errors.ts';

/** What yargs knows of the options, with aliases. */
interface Declared {
  readonly string: readonly string[];
  readonly array: readonly string[];
}

/**
 * Refuses what yargs lets pass: an option with one value that is given more than once, or negated.
 *
 * @returns true
 * @throws GuardError that names the option
 */
export function expectSingleValues(args: Readonly<Record<string, unknown>>, declared: unknown): true {
  const { string, array } = declared as Declared;
  for (const [name, value] of Object.entries(args)) {
    if (!/^[a-z][a-z0-9-]+$/.test(name)) continue; // an alias, or what is no option
    if (Array.isArray(value) && !array.includes(name)) throw usageError(`--${name} is given more than once`);
    if (string.includes(name) && [value].flat().includes(false))
      throw usageError(`Unknown argument: --no-${name}`);
  }
  return true;
}
