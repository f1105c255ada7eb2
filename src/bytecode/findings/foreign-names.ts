import { Buffer } from 'node:buffer';
import type { Bytecode } from '../read/bytecode.ts';
import { decode } from '../read/decode.ts';
import { versionNumber } from '../read/magic.ts';
import { namePlaces } from '../source/names.ts';
import { findWords, withoutWordsOf } from './find-words.ts';
import { isImplicitName } from './implicit-names.ts';
import { isAddedByPytest } from './pytest-names.ts';
import { isPlainSource, type SourceWords, sourceWords } from './source-words.ts';

/** The last result is kept, since the same file is asked about several times in a row. */
let last:
  | {
      readonly bytecode: Bytecode;
      readonly source: Uint8Array;
      readonly byPytest: boolean;
      readonly names: string[];
    }
  | undefined;

/**
 * Names that the bytecode uses and its source never mentions, in the order they appear: not even
 * in a comment or a string. None means "no mismatch found", not that the two agree: bytecode can do
 * something else with the same names.
 *
 * @param byPytest - whether pytest wrote it, which adds names of its own (`isWrittenByPytest`)
 */
export function foreignNames(bytecode: Bytecode, source: Uint8Array, byPytest = false): string[] {
  if (last?.bytecode !== bytecode || last.source !== source || last.byPytest !== byPytest)
    last = { bytecode, source, byPytest, names: findForeign(bytecode, source, byPytest) };
  return last.names;
}

function findForeign(bytecode: Bytecode, source: Uint8Array, byPytest: boolean): string[] {
  const version = versionNumber(bytecode.header?.python);
  const isPlain = isPlainSource(source);
  const places = namePlaces(bytecode);
  const missing = isPlain ? withoutWordsOf(source, bytecode.bytes, places) : places;
  const names = [...new Set(missing.map((place) => decode(bytecode.bytes, place)))].filter(
    (name) => !isImplicitName(name, version) && !(byPytest && isAddedByPytest(name)),
  );
  const left = isPlain && names.length > 0 ? withoutFound(names, source) : names;
  if (left.length === 0) return [];
  const words = sourceWords(source);
  return left.filter((name) => !isKnown(name, words)).map(ownCopy);
}

/** Finds names that are made of words of the source. It never treats an unknown name as known. */
function withoutFound(names: readonly string[], source: Uint8Array): string[] {
  const words = findWords(source, [...new Set(names.flatMap(wordsOf))]);
  return names.filter((name) => !isKnown(name, { words, isDecoded: true }));
}

/** Copies the name, since in V8 a substring keeps the whole string in memory. */
const ownCopy = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

function isKnown(name: string, { words, isDecoded }: SourceWords): boolean {
  if (words.has(name)) return true;
  if (!isDecoded && /[^\x20-\x7e]/.test(name)) return true;
  if (name.includes('.')) return name.split('.').every((part) => part === '' || words.has(part));
  for (const [owner, rest] of unmangled(name))
    if (words.has(rest) && UNDERSCORES.some((underscores) => words.has(underscores + owner))) return true;
  return false;
}

/** The words that `isKnown` may ask for; only some of them for a name that can be split in many ways. */
function wordsOf(name: string): string[] {
  if (name.includes('.')) return name.split('.').slice(0, MOST_PARTS);
  const words = [name];
  for (const [owner, rest] of unmangled(name)) {
    if (words.length > MOST_PARTS) break;
    words.push(rest, ...UNDERSCORES.map((underscores) => underscores + owner));
  }
  return words;
}

const MOST_PARTS = 20;
const LONGEST_MANGLED = 500;
/** Python drops the underscores at the beginning of a class name when it puts it before a private name. */
const UNDERSCORES = ['', '_', '__', '___'];

/** `__x` inside `class _C` is stored as `_C__x`: each way to split a name like that. */
function* unmangled(name: string): Generator<readonly [owner: string, rest: string]> {
  if (!name.startsWith('_') || name.length > LONGEST_MANGLED) return;
  for (let at = name.indexOf('__', 1); at > 0; at = name.indexOf('__', at + 1))
    yield [name.slice(1, at), name.slice(at)];
}
