/** Shells that read POSIX sh: our lines run in each. */
const SHELLS: ReadonlySet<string> = new Set([
  'sh',
  'dash',
  'bash',
  'ash',
  'busybox',
  'ksh',
  'ksh93',
  'mksh',
  'oksh',
  'pdksh',
  'yash',
  'zsh',
]);

/** The program that the first line of a script names. */
export interface Interpreter {
  /** As written: a path, or with `env` a name. */
  readonly program: string;
  readonly onPath: boolean;
}

/**
 * The interpreter of a script; `null` if its first line names none, so that the calling shell runs it.
 *
 * @param text - one character per byte (latin1)
 */
export function interpreterOf(text: string): Interpreter | null {
  const [, line] = /^#![ \t]*([^\n]*)/.exec(text) ?? [];
  if (line === undefined) return null;
  const words = line.trim().split(/[ \t]+/);
  const [program = ''] = words;
  if (baseName(program) !== 'env') return { program, onPath: false };
  const name = words.slice(1).find((word) => !word.startsWith('-') && !word.includes('='));
  return { program: name ?? program, onPath: name !== undefined };
}

/** `exec python3 "$0" "$@"` in a shell script: what follows is read by another language. */
const HANDS_ON =
  /\bexec\b[^\n]*\b(?:python|pypy|perl|node|deno|bun|ruby|php|lua|tclsh|wish|guile|java|awk)[\w.]*\b[^\n]*\$(?:0|\{0\})"?(?:\s|$)/m;

/** Whether a hook is a shell script in which lines of ours can be put. */
export function isShellScript(text: string): boolean {
  if (text.includes('\0') || HANDS_ON.test(text)) return false;
  const interpreter = interpreterOf(text);
  return interpreter === null || SHELLS.has(baseName(interpreter.program).replace(/\.exe$/i, ''));
}

const baseName = (program: string): string => program.split(/[\\/]/).at(-1) ?? '';
