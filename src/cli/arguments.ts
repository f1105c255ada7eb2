import { usageError } from '../model/errors.ts';

/** The options as yargs keeps them, with their aliases. */
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
    if (string.includes(name) && [value].flat().includes(false)) throw usageError(`no option "--no-${name}"`);
  }
  return true;
}

export const STRAY = {
  type: 'boolean',
  default: false,
  describe: 'remove other files in __pycache__, too',
} as const;

export const KEEP_SOURCELESS = {
  type: 'boolean',
  default: false,
  describe: 'leave bytecode tracked that has no source: it is the only copy',
} as const;

/**
 * Refuses a value for an option that takes none: `--json=foo`, which yargs reads as `--json`.
 *
 * @param flags - the names of such options
 * @throws GuardError that names the option
 */
export function expectNoValues(argv: readonly string[], flags: ReadonlySet<string>): void {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  for (const arg of argv.slice(0, end)) {
    const [, negation = '', name = '', value] = /^--(no-)?([a-z0-9-]+)=(.*)$/.exec(arg) ?? [];
    if (value === undefined || !flags.has(name) || /^(?:true|false)$/.test(value)) continue;
    throw usageError(`option "--${negation}${name}" takes no value`);
  }
}

/** Options for which `-` is a value: stdin or stdout. */
const TAKES_DASH: readonly (string | undefined)[] = ['--output', '--files0-from'];

/** Moves `-` as a name to the end, after `--`: yargs drops it elsewhere. */
export function keepDashes(argv: readonly string[]): readonly string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const isName = (at: number): boolean => argv[at] === '-' && !TAKES_DASH.includes(argv[at - 1]);
  const before = argv.slice(0, end);
  const names = before.filter((_, at) => isName(at));
  if (names.length === 0) return argv;
  return [...before.filter((_, at) => !isName(at)), '--', ...names, ...argv.slice(end + 1)];
}
