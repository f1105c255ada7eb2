/** Options for which `-` is a value: stdin or stdout. */
const TAKES_DASH: readonly (string | undefined)[] = ['--output', '--files0-from'];

/** Moves `-` as a name behind `--`: yargs drops it elsewhere. */
export function keepDashes(argv: readonly string[]): readonly string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const isName = (at: number): boolean => argv[at] === '-' && !TAKES_DASH.includes(argv[at - 1]);
  const before = argv.slice(0, end);
  const names = before.filter((_, at) => isName(at));
  if (names.length === 0) return argv;
  return [...before.filter((_, at) => !isName(at)), '--', ...names, ...argv.slice(end + 1)];
}
