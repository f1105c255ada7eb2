/** The state that a line gives an attribute: set, unset, unspecified, or `value` for any value (which one does not matter here). */
export type AttributeState = 'set' | 'unset' | 'unspecified' | 'value';

export interface AttributeLine {
  /** From 1. */
  readonly line: number;
  /** The whole line, and its pattern with quotes and escapes, as written; bytes as latin1. */
  readonly text: string;
  readonly head: string;
  /** The name that `[attr]name` defines; absent where the line is for paths. */
  readonly macro?: string;
  /** In the order of the line. */
  readonly states: readonly (readonly [name: string, state: AttributeState])[];
}

/** Git ignores longer lines (gitattributes(5)). */
const LONGEST = 2048;

const LINE =
  /^[ \t\r]*(?:\[attr\][ \t\r]*([^ \t\r]+)|("(?:[^"\\]|\\.)*"|[^ \t\r"#][^ \t\r]*))(?:[ \t\r]+(.*))?$/s;

const NAME = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;

/**
 * The lines of an attributes file that git understands (gitattributes(5)).
 *
 * @param text - the file's bytes as latin1
 */
export function parseAttributes(text: string): AttributeLine[] {
  const lines = text.replace(/^\xef\xbb\xbf/, '').split('\n');
  return lines.flatMap((text, i) => {
    const match = text.length > LONGEST ? null : LINE.exec(text);
    if (match === null) return [];
    const [, macro, head = `[attr]${macro}`, words = ''] = match;
    const states = words.split(/[ \t\r]+/).flatMap((word) => (word === '' ? [] : [stateOf(word)]));
    // git ignores the whole line if one attribute name is invalid
    if (!states.every(([name]) => NAME.test(name)) || (macro !== undefined && !NAME.test(macro))) return [];
    return [{ line: i + 1, text, head, states, ...(macro !== undefined && { macro }) }];
  });
}

function stateOf(word: string): [string, AttributeState] {
  if (word.startsWith('-')) return [word.slice(1), 'unset'];
  if (word.startsWith('!')) return [word.slice(1), 'unspecified'];
  const [name = '', value] = word.split(/=(.*)/s);
  return [name, value === undefined ? 'set' : 'value'];
}

/** What each macro sets, by its name. The first file that defines `[attr]name` decides, and in it the last such line. */
export type Macros = ReadonlyMap<string, AttributeLine['states']>;

/** @param files - lines of the files that may define macros, in order of precedence */
export function macrosOf(files: readonly (readonly AttributeLine[])[]): Macros {
  const macros = new Map<string, AttributeLine['states']>();
  for (const { macro, states } of files.flatMap((lines) => lines.toReversed())) {
    if (macro !== undefined && !macros.has(macro)) macros.set(macro, states);
  }
  return macros;
}

/** The names that can decide the state of `name`: itself, and every macro that sets it, directly or through other macros. */
export function decidersOf(name: string, macros: Macros): Set<string> {
  const setBy = new Map<string, string[]>();
  for (const [macro, states] of macros) {
    for (const [each] of states) {
      const those = setBy.get(each);
      if (those === undefined) setBy.set(each, [macro]);
      else those.push(macro);
    }
  }
  const deciders = new Set([name]);
  // what is added while it goes is visited as well
  for (const each of deciders) for (const macro of setBy.get(each) ?? []) deciders.add(macro);
  return deciders;
}

/**
 * The state git gives an attribute, and the line that decides it: the first line that mentions the attribute,
 * in it the last mention. A macro that is set counts as the attributes it defines.
 *
 * @param lines - those that match one path, in order of precedence
 */
export function decide<L extends AttributeLine>(
  name: string,
  lines: readonly L[],
  macros: Macros,
): { readonly state: AttributeState; readonly by: L } | null {
  const known = new Map<string, AttributeState>();
  const fill = (states: AttributeLine['states']): void => {
    const waiting = [...states];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [each, state] = next;
      if (known.has(each)) continue;
      known.set(each, state);
      if (state === 'set') waiting.push(...(macros.get(each) ?? []));
    }
  };
  for (const by of lines) {
    fill(by.states);
    const state = known.get(name);
    if (state !== undefined) return { state, by };
  }
  return null;
}
