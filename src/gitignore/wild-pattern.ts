// git's wildmatch.c, and match_pathname of its dir.c. They are followed here and not translated to a regular
// expression, which takes exponential time for `*a*a*a*b`.

type Test = (code: number) => boolean;
/** What a part of a pattern stands for: for one name, character by character, or for any number of folders. */
type Part = typeof FOLDERS | readonly (typeof STAR | Test)[];

const STAR = '*';
const FOLDERS = '**';

/**
 * Compiles a pattern with wildcards.
 *
 * @param bare - without a `/` at its end
 */
export function wildPattern(bare: string): (path: string) => boolean {
  const isForNames = !bare.includes('/');
  const pattern = bare.startsWith('/') ? bare.slice(1) : bare;
  // git removes the text before the first wildcard from both, so that `**` is at the start in `tests**/x`
  const [prefix = ''] = isForNames ? [] : (/^[^*?[\\]*/.exec(pattern) ?? []);
  const parts = partsOf(pattern.slice(prefix.length));
  if (parts === null) return () => false;
  return (path) => {
    const whole = path.endsWith('/') ? path.slice(0, -1) : path;
    const rest = isForNames ? whole.slice(whole.lastIndexOf('/') + 1) : whole.slice(prefix.length);
    return whole.startsWith(prefix) && matchesFolders(parts, rest.split('/'));
  };
}

/** The parts of a pattern between its slashes; `null` if it is malformed, and so matches nothing. */
function partsOf(pattern: string): Part[] | null {
  const parts: Part[] = [];
  let tokens: (typeof STAR | Test)[] = [];
  let start = 0;
  const endPart = (end: number): void => {
    parts.push(/^\*{2,}$/.test(pattern.slice(start, end)) ? FOLDERS : tokens);
    tokens = [];
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const partEnd = at;
    const char = pattern[at];
    if (char === '\\') at += 1;
    if (at === pattern.length) return null;
    if (char === '*') {
      if (tokens.at(-1) !== STAR) tokens.push(STAR);
    } else if (char === '?') {
      tokens.push(() => true);
    } else if (char === '[') {
      const bracket = readBracket(pattern, at);
      if (bracket === null) return null;
      tokens.push(bracket.test);
      at = bracket.end;
    } else if (pattern[at] === '/') {
      endPart(partEnd);
      // `**\/` stands for one folder at least
      if (char === '\\' && parts.at(-1) === FOLDERS) parts.push([STAR]);
      start = at + 1;
    } else {
      const code = pattern.charCodeAt(at);
      tokens.push((other) => other === code);
    }
  }
  endPart(pattern.length);
  return parts;
}

const matchesFolders = (parts: readonly Part[], names: readonly string[]): boolean =>
  reach(parts, FOLDERS, names, (part, name) => part !== FOLDERS && matchesName(part, name)) === parts.length;

/** A star at the end may take no character, unlike `**`, which takes a name at least. */
function matchesName(tokens: Exclude<Part, typeof FOLDERS>, name: string): boolean {
  const codes = Array.from({ length: name.length }, (_, at) => name.charCodeAt(at));
  const reached = reach(tokens, STAR, codes, (token, code) => token !== STAR && token(code));
  return reached === tokens.length || (reached === tokens.length - 1 && tokens[reached] === STAR);
}

/**
 * How many steps of a pattern it takes to match all items, or -1 if they do not match. Where they do not, the last
 * wildcard takes one item more: none before it has to, since what they left matched as early as it can. So the
 * time is that of comparing each item with each step at most.
 *
 * @param wild - the step that stands for any number of items
 */
function reach<Step, Item>(
  steps: readonly Step[],
  wild: Step,
  items: readonly Item[],
  matches: (step: Step, item: Item) => boolean,
): number {
  let [step, at] = [0, 0];
  let retry: { step: number; at: number } | undefined;
  while (at < items.length) {
    const expected = steps[step];
    const item = items[at] as Item;
    if (expected === wild) {
      step += 1;
      retry = { step, at };
    } else if (expected !== undefined && matches(expected, item)) {
      step += 1;
      at += 1;
    } else if (retry !== undefined) {
      retry.at += 1;
      ({ step, at } = retry);
    } else return -1;
  }
  return step;
}

/** As git's own ctype macros have them, which know ASCII only. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** A bracket expression and where its `]` is; `null` if there is none, or a class in it is unknown. */
function readBracket(pattern: string, start: number): { readonly test: Test; readonly end: number } | null {
  const negated = /[!^]/.test(pattern[start + 1] ?? '');
  const tests: Test[] = [];
  let from: number | undefined;
  let at = start + (negated ? 2 : 1);
  do {
    if (at >= pattern.length) return null;
    const name = pattern.startsWith('[:', at) ? className(pattern, at + 2) : undefined;
    const isRange =
      pattern[at] === '-' && from !== undefined && at + 1 < pattern.length && pattern[at + 1] !== ']';
    if (isRange) at += 1;
    if (name !== undefined) {
      const members = CLASSES[name];
      if (members === undefined) return null;
      tests.push((code) => members.test(String.fromCharCode(code)));
      at += name.length + 3;
      from = undefined;
    } else {
      if (pattern[at] === '\\') at += 1;
      if (at >= pattern.length) return null;
      const to = pattern.charCodeAt(at);
      const low = isRange ? (from ?? to) : to;
      tests.push((code) => code >= low && code <= to);
      from = isRange ? undefined : to;
    }
    at += 1;
  } while (pattern[at] !== ']');
  return { test: (code) => tests.some((has) => has(code)) !== negated, end: at };
}

/** `alpha` of `[:alpha:]`. */
function className(pattern: string, start: number): string | undefined {
  const end = pattern.indexOf(']', start) - 1;
  return end >= start && pattern[end] === ':' ? pattern.slice(start, end) : undefined;
}
