import type { Bytecode } from '../read/bytecode.ts';
import type { StringValue } from '../read/code-object.ts';
import { SeenStrings } from './seen-strings.ts';
import { Texts } from './texts.ts';

/** The last result, since the same file is asked about several times in a row; a weak map would keep it much longer. */
let last: { readonly bytecode: Bytecode; readonly names: ReadonlySet<string> } | undefined;

/**
 * Identifiers: variables, attributes, imported modules, functions and classes. They may be pieces of
 * a text as large as the file.
 */
export function namesOf(bytecode: Bytecode): ReadonlySet<string> {
  if (last?.bytecode !== bytecode) last = { bytecode, names: readNames(bytecode) };
  return last.names;
}

function readNames({ bytes, codes }: Bytecode): Set<string> {
  const lists = new Set<readonly StringValue[]>();
  for (const { names, varnames, freevars, cellvars } of codes)
    for (const list of [names, varnames, freevars, cellvars]) if (list.length > 0) lists.add(list);
  const texts = new Texts(bytes);
  const seen = new SeenStrings(bytes);
  const found = new Set<string>();
  const note = (name: StringValue): void => {
    if (seen.add(name)) found.add(texts.read(name));
  };
  for (const { name } of codes) if (name) note(name);
  for (const list of lists) for (const name of list) note(name);
  return found;
}
