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

/** Why the system can't start a hook. */
export interface NotStarted {
  readonly reason: string;
  /** Whether it is for the line ends of the file. */
  readonly lineEnds: boolean;
}

/**
 * Why the system can't start a program or script; `null` if nothing speaks against it.
 *
 * @param head - its beginning, one character per byte (latin1)
 * @param isThere - whether a program can be run, by its path or, `onPath`, by its name
 */
export function whyNotStarted(
  head: string,
  isThere: (program: string, onPath: boolean) => boolean,
): NotStarted | null {
  if (/^#![^\n]*\r\n/.test(head))
    return {
      reason: 'its first line ends in CR LF, and CR counts as part of the name there',
      lineEnds: true,
    };
  const interpreter = interpreterOf(head);
  const program = interpreter?.program ?? LOADER.exec(head)?.[1] ?? '';
  const onPath = interpreter?.onPath ?? false;
  const needed = program !== '' && !isThere(program, onPath) ? program : missingAtEnd(head, isThere);
  if (needed === null) return null;
  const where = onPath && needed === program ? 'is not on PATH' : 'is not there or not executable';
  return { reason: `it needs ${needed}, which ${where}`, lineEnds: false };
}

/** The program that a shell script always becomes: one that it names once, so that nothing asks whether it is there. */
function missingAtEnd(text: string, isThere: (program: string, onPath: boolean) => boolean): string | null {
  const program = /^exec +(["']?)(\/[^\s"'$`]+)\1(?:\s|$)/m.exec(text)?.[2];
  if (program === undefined || !isShellScript(text) || text.split(program).length !== 2) return null;
  return isThere(program, false) ? null : program;
}

/** The loader that a program of Linux names near its beginning (elf(5), PT_INTERP). */
const LOADER = /^\x7fELF.*?\0(\/[^\0]+\/ld[-\w.]*)\0/s;

/** What a line has, in this order, that hands the script to another language: `exec python3 "$0" "$@"`. */
const EXECS_ANOTHER: readonly RegExp[] = [
  /\bexec\b/,
  /\b(?:python|pypy|perl|node|deno|bun|ruby|php|lua|tclsh|wish|guile|java|awk)/,
  /\$(?:0|\{0\})"?(?:\s|$)/,
];

/** One search after another, since one pattern for all takes cubic time. */
function execsAnother(line: string): boolean {
  let rest = line;
  for (const part of EXECS_ANOTHER) {
    const found = part.exec(rest);
    if (found === null) return false;
    rest = rest.slice(found.index + found[0].length);
  }
  return true;
}

/** Whether a hook is a shell script in which lines of ours can be put. */
export function isShellScript(text: string): boolean {
  if (text.includes('\0') || text.split('\n').some(execsAnother)) return false;
  const interpreter = interpreterOf(text);
  return interpreter === null || SHELLS.has(baseName(interpreter.program).replace(/\.exe$/i, ''));
}

const baseName = (program: string): string => program.split(/[\\/]/).at(-1) ?? '';
