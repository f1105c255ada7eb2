/**
 * Our lines at the beginning of another hook. Every line ends in a comment, so that a carriage return
 * that `core.autocrlf` adds is part of that comment.
 */
const BEGIN = '# >>> pyc-guard >>> added by `pyc-guard install`, removed by `pyc-guard uninstall`';
const END = '# <<< pyc-guard <<<';

/** What `uninstall` has to know to leave the file as it was. */
export interface BlockNotes {
  /** `install` created the hook: it is deleted if nothing else is in it. */
  readonly created?: boolean;
  /** The old mode of the hook, in octal, if git skipped it because it was not executable. */
  readonly mode?: string;
  /** The hook named no shell, which Windows needs to start it, so that line is ours. */
  readonly shebang?: boolean;
  /** The first line had no line end. */
  readonly unterminated?: boolean;
  /** The target of the symbolic link that was in this place. */
  readonly link?: string;
  /** The hook only starts the original one, which was moved to another folder under its own name. */
  readonly moved?: boolean;
}

/**
 * How the rest of the hook is run: `itself` as a program, as git does; by `sh -e`, as husky does;
 * `never`, where git did not run it before either.
 */
export type RestOfHook = 'itself' | 'by sh -e' | 'never';

/** The content of a block, as read or as to be written. */
export interface Block {
  /** The name of our script, a file beside the hook. */
  readonly script: string;
  readonly rest: RestOfHook;
  readonly notes: BlockNotes;
}

/**
 * The script runs the hook a second time, in which these lines do nothing, and then checks the index. The
 * marker is removed from the environment at once, so that a commit made by the hook is checked like any other.
 * `pyc_guard` holds the process id, so that a hook which other hooks source, or which starts itself anew by
 * `exec bash "$0"`, is recognised, too; what such a hook starts has another id.
 */
function body({ script, rest }: Block): string[] {
  const file = `\${0%/*}/${script}`;
  const missing = `echo "pyc-guard: ${file} is missing, so bytecode is not blocked: run npx pyc-guard install" >&2`;
  if (rest === 'never')
    return [`if [ -f "${file}" ]; then sh "${file}" "$@"; exit`, `else ${missing}; exit 0`, 'fi'];
  const how = rest === 'itself' ? '--run' : '--run-sh';
  return [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it, not JavaScript
    'if [ "${PYC_GUARD_HOOK-}" = "$0" ] || [ "${pyc_guard-}" = "$$" ]; then unset PYC_GUARD_HOOK; export pyc_guard=$$',
    `elif [ -f "${file}" ]; then sh "${file}" ${how} "$0" "$@"; exit`,
    `else ${missing}`,
    'fi',
  ];
}

const writeNotes = ({ created, mode, shebang, unterminated, link, moved }: BlockNotes): string =>
  [
    created && 'created',
    mode !== undefined && `mode=${mode}`,
    shebang && 'shebang',
    unterminated && 'unterminated',
    link !== undefined && `link=${encodeURIComponent(link)}`,
    moved && 'moved',
  ]
    .filter(Boolean)
    .map((note) => ` [${note}]`)
    .join('');

function readNotes(line: string): BlockNotes {
  const notes = new Map(
    [...line.matchAll(/ \[([a-z]+)(?:=([^\]]*))?\]/g)].map(([, key, value]) => [key, value]),
  );
  const mode = notes.get('mode');
  const link = notes.get('link');
  return {
    // older versions wrote no notes, and a file with nothing but the block if there was no hook
    ...((notes.has('created') || !line.includes('added by')) && { created: true }),
    ...(mode !== undefined && { mode }),
    ...(notes.has('shebang') && { shebang: true }),
    ...(notes.has('unterminated') && { unterminated: true }),
    ...(link !== undefined && { link: decodeURIComponent(link) }),
    ...(notes.has('moved') && { moved: true }),
  };
}

const ANY_BLOCK = /^# >>> pyc-guard >>>([^\n]*)\n((?:[^\n]*\n)*?)# <<< pyc-guard <<<(?: #)?(?:\r?\n|\r?$)?/m;

/** A hook without our block. */
export interface Unblocked {
  readonly text: string;
  readonly notes: BlockNotes;
}

/** The hook without our block; `null` if it has no block. */
export function removeBlock(hook: string): Unblocked | null {
  const match = ANY_BLOCK.exec(hook);
  if (match === null) return null;
  const notes = readNotes(match[1] ?? '');
  const start = hook.slice(0, match.index);
  const before = notes.shebang ? start.replace(/^#!\/bin\/sh\r?\n/, '') : start;
  const after = hook.slice(match.index + match[0].length);
  const ended = notes.unterminated && match[0].endsWith('\n') ? '\n' : '';
  return { text: (notes.unterminated ? before.replace(/\r?\n$/, '') : before) + ended + after, notes };
}

/** Whether a hook has a block of ours, and whether it is what this version writes. */
export function blockState(
  hook: string,
  script: string,
  rest: RestOfHook,
): 'absent' | 'current' | 'outdated' {
  const match = ANY_BLOCK.exec(hook);
  if (match === null) return 'absent';
  if (rest !== 'by sh -e' && !hook.startsWith('#!')) return 'outdated';
  const lines = (match[2] ?? '').replaceAll('\r', '');
  const wanted = body({ script, rest, notes: {} })
    .map((line) => `${line} #\n`)
    .join('');
  return lines === wanted ? 'current' : 'outdated';
}

/**
 * The hook with our block behind its `#!` line, in place of an older one. It gets such a line if it has none:
 * other systems take sh then, but Windows can't start it (git's compat/mingw.c, parse_interpreter).
 */
export function addBlock(hook: string, { script, rest, notes }: Block): string {
  const found = removeBlock(hook);
  const text = found?.text ?? hook;
  const [shebang = ''] = /^#![^\n]*\n?/.exec(text) ?? [];
  const unterminated = shebang !== '' && !shebang.endsWith('\n');
  const end = /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  const own = shebang === '' && rest !== 'by sh -e';
  const all = { ...notes, ...found?.notes, shebang: own, ...(unterminated && { unterminated }) };
  const lines = [`${BEGIN}${writeNotes(all)}`, ...body({ script, rest, notes }), END].map(
    (line) => `${line} #`,
  );
  const block = unterminated ? `\n${lines.join('\n')}` : `${lines.join(end)}${end}`;
  return (own ? `#!/bin/sh${end}` : shebang) + block + text.slice(shebang.length);
}
