import type { Bytecode } from './bytecode.ts';
import { decode } from './decode.ts';
import { isImplicitName } from './implicit-names.ts';
import { versionNumber } from './magic.ts';
import { type SourceWords, sourceWords } from './source-words.ts';

/**
 * Names that the bytecode uses and its source never mentions, in the order they appear: not even
 * in a comment or a string. None means "no mismatch found", never that the two agree: whoever
 * keeps to names of the source can still do something else with them.
 */
export function foreignNames(bytecode: Bytecode, source: Uint8Array): string[] {
  const words = sourceWords(source);
  const foreign = [...namesOf(bytecode)].filter((name) => !isKnown(name, words));
  return foreign.filter((name) => !isImplicitName(name, versionNumber(bytecode.header?.python)));
}

/** One file is asked several times in a row. */
const known = new WeakMap<Bytecode, ReadonlySet<string>>();

/** Identifiers: variables, attributes, imported modules, functions and classes. */
export function namesOf(bytecode: Bytecode): ReadonlySet<string> {
  const names = known.get(bytecode) ?? readNames(bytecode);
  known.set(bytecode, names);
  return names;
}

function readNames({ bytes, codes }: Bytecode): Set<string> {
  const lists = new Set(
    codes.flatMap(({ names, varnames, freevars, cellvars }) => [names, varnames, freevars, cellvars]),
  );
  const values = new Set(codes.flatMap(({ name }) => (name ? [name] : [])));
  for (const list of lists) for (const name of list) values.add(name);
  return new Set([...values].map((name) => decode(bytes, name)));
}

function isKnown(name: string, { words, isDecoded }: SourceWords): boolean {
  if (words.has(name)) return true;
  if (!isDecoded && /[^\x20-\x7e]/.test(name)) return true;
  if (name.includes('.')) return name.split('.').every((part) => part === '' || words.has(part));
  return isMangled(name, words);
}

const LONGEST_MANGLED = 500;

/** `__x` inside `class _C` is stored as `_C__x`. */
function isMangled(name: string, words: ReadonlySet<string>): boolean {
  if (!name.startsWith('_') || name.length > LONGEST_MANGLED) return false;
  for (let at = name.indexOf('__', 1); at > 0; at = name.indexOf('__', at + 1)) {
    const owner = name.slice(1, at);
    const isClass = ['', '_', '__', '___'].some((underscores) => words.has(underscores + owner));
    if (isClass && words.has(name.slice(at))) return true;
  }
  return false;
}
