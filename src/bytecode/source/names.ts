import type { Bytecode } from '../read/bytecode.ts';
import type { StringValue } from '../read/code-object.ts';
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

function findNames({ bytes, codes }: Bytecode): StringValue[] {
  const lists = new Set<readonly StringValue[]>();
  for (const { names, varnames, freevars, cellvars } of codes) {
    if (names.length > 0) lists.add(names);
    if (varnames.length > 0) lists.add(varnames);
    if (freevars.length > 0) lists.add(freevars);
    if (cellvars.length > 0) lists.add(cellvars);
  }
  const seen = new SeenStrings(bytes);
  const found: StringValue[] = [];
  for (const { name } of codes) if (name && seen.add(name)) found.push(name);
  for (const list of lists) for (const name of list) if (seen.add(name)) found.push(name);
  return found;
}
