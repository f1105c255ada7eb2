import type { Bytecode } from '../read/bytecode.ts';
import type { StringValue } from '../read/code-object.ts';
import * as Column from '../read/columns.ts';
import * as Kind from '../read/kinds.ts';
import { stringOf } from '../read/objects.ts';
import { SeenStrings } from './seen-strings.ts';
import { Texts } from './texts.ts';

/** The last result, since the same file is asked about several times in a row; a weak map would keep it much longer. */
let last: { readonly bytecode: Bytecode; readonly names: readonly StringValue[] } | undefined;

/**
 * Where identifiers are: variables, attributes, imported modules, functions and classes. They may be pieces of
 * a text as large as the file, and the same text may be in several places.
 */
export function namePlaces(bytecode: Bytecode): readonly StringValue[] {
  if (last?.bytecode !== bytecode) last = { bytecode, names: findNames(bytecode) };
  return last.names;
}

/**
 * The identifiers themselves, each once.
 *
 * @param isWanted - which of them; all without it
 */
export function namesOf(
  bytecode: Bytecode,
  isWanted: (name: StringValue) => boolean = () => true,
): ReadonlySet<string> {
  const texts = new Texts(bytecode.bytes);
  return new Set(
    namePlaces(bytecode)
      .filter(isWanted)
      .map((name) => texts.read(name)),
  );
}

function findNames(bytecode: Bytecode): StringValue[] {
  const table = bytecode.table();
  const { codes, codesEnd, starts, ends, items } = table;
  const seen = new SeenStrings(bytecode.bytes);
  const found: StringValue[] = [];
  const find = (name: number): void => {
    if (name !== Kind.NONE && seen.addAt(starts[name] as number)) found.push(stringOf(table, name));
  };
  for (let row = 0; row < codesEnd; row += Column.COUNT) find(codes[row + Column.NAME] as number);
  const tuples = new Set<number>();
  for (let row = 0; row < codesEnd; row += Column.COUNT)
    for (const column of [Column.NAMES, Column.VARNAMES, Column.FREEVARS, Column.CELLVARS])
      tuples.add(codes[row + column] as number);
  for (const tuple of tuples)
    for (let at = starts[tuple] as number; at < (ends[tuple] as number); at += 1) find(items[at] as number);
  return found;
}
