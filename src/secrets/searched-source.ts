import { Buffer } from 'node:buffer';
import type { Bytecode } from '../bytecode/read/bytecode.ts';
import type { StringValue } from '../bytecode/read/code-object.ts';
import * as Column from '../bytecode/read/columns.ts';
import * as Kind from '../bytecode/read/kinds.ts';
import type { ObjectTable } from '../bytecode/read/object-table.ts';
import { pseudoSource, type Selection } from '../bytecode/source/pseudo-source.ts';
import { SHORTEST_OF_NAMES, withNames } from '../bytecode/source/with-names.ts';
import { workFor } from '../bytecode/source/work-budget.ts';
import type { PseudoSource } from '../bytecode/source/writer.ts';
import { SENDS_MAIL } from './app-password.ts';
import type { Mentions } from './hit.ts';
import { isPossibleName } from './possible-name.ts';
import { isPossibleText } from './possible-text.ts';

const NOTHING: PseudoSource = { text: '', entries: [] };

/**
 * The part of a file's pseudo-source in which the rules may find a secret or a suspect: that of code objects which
 * hold a text that some rule may want, or give a name that some rule asks for to a constant. Most files have none,
 * which one look at the bytes of their strings shows in a fraction of the time of the rules.
 */
export function searchedSource(bytecode: Bytecode): PseudoSource {
  // without structure it is unknown what belongs together
  const isStructured = bytecode.status === 'full' && bytecode.kind === 'pyc' && bytecode.runs.length === 0;
  const possible = isStructured ? new Possible(bytecode) : undefined;
  if (possible === undefined || possible.isUnfinished) return wholeSource(bytecode);
  if (possible.isNothing) return NOTHING;
  const source = pseudoSource(bytecode, possible);
  return possible.hasName ? withNames(source, bytecode, possible.isText) : source;
}

/** Asks for patterns in all of a file's pseudo-source, which is made only if it has to be. */
export function mentionsOf(bytecode: Bytecode): Mentions {
  let whole: string | undefined;
  return (pattern, isPlain = false) => {
    if (isPlain && !pattern.test(latin1(bytecode.bytes))) return false;
    whole ??= wholeSource(bytecode).text;
    return pattern.test(whole);
  };
}

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

const wholeSource = (bytecode: Bytecode): PseudoSource => withNames(pseudoSource(bytecode), bytecode);

/** Deeper containers are not looked into, but searched. */
const DEEPEST = 20;
/** Of a value that a name may make a secret: shorter ones are none. */
const SHORTEST_VALUE = 4;

/** What is known of the string that begins at an offset. */
const [SEEN_AS_NAME, SEEN_AS_TEXT, NAME, TEXT, VALUE] = [1, 2, 4, 8, 16];
/** Shared by all files, one after the other: to make such an array takes longer than to clear it. */
let marks = new Uint8Array(1 << 16);

/** Which constants of a file the rules may find something in. */
class Possible implements Selection {
  isNothing = true;
  /** Whether it would have taken too long: ten thousand code objects may refer to the same names. */
  isUnfinished = false;
  /** Whether a name or the path of the source may itself be a secret. */
  hasName = false;
  readonly #bytes: Uint8Array;
  readonly #table: ObjectTable;
  readonly #marks: Uint8Array;
  readonly #hasAny: boolean[] = [];
  #work: number;
  #mail: boolean | undefined;
  readonly #sendsMail = (): boolean => {
    this.#mail ??= SENDS_MAIL.test(latin1(this.#bytes));
    return this.#mail;
  };

  constructor(bytecode: Bytecode) {
    const { bytes } = bytecode;
    const table = bytecode.table();
    if (bytes.length > marks.length) marks = new Uint8Array(2 * bytes.length);
    this.#bytes = bytes;
    this.#table = table;
    this.#marks = marks.fill(0, 0, bytes.length);
    this.#work = workFor(bytes).left;
    for (let row = 0; row < table.codesEnd; row += Column.COUNT) {
      const hasAny = this.#look(row);
      this.#hasAny.push(hasAny);
      if (hasAny || this.hasName) this.isNothing = false;
      if (this.#work < 0) this.isUnfinished = true;
      if (this.isUnfinished) return;
    }
  }

  readonly hasAny = (index: number): boolean => this.#hasAny[index] === true;
  readonly isText = ({ start }: StringValue): boolean => ((this.#marks[start] as number) & TEXT) !== 0;
  readonly isName = ({ start }: StringValue): boolean => ((this.#marks[start] as number) & NAME) !== 0;

  /** @param row - of a code object */
  #look(row: number): boolean {
    const { codes } = this.#table;
    let found = 0;
    for (let column = Column.NAMES; column <= Column.CELLVARS; column += 1)
      found |= this.#names(codes[row + column] as number);
    found |= this.#name(codes[row + Column.NAME] as number);
    found |= this.#text(codes[row + Column.FILENAME] as number) & TEXT;
    if ((found & TEXT) !== 0) this.hasName = true;
    const inConsts = this.#items(codes[row + Column.CONSTS] as number, 0);
    return (inConsts & TEXT) !== 0 || ((inConsts & VALUE) !== 0 && ((found | inConsts) & NAME) !== 0);
  }

  /** What is known of all strings in a container together, and of the arguments of functions among them. */
  #items(container: number, depth: number): number {
    const { kinds, starts, ends, items, codes } = this.#table;
    const end = ends[container] as number;
    let at = starts[container] as number;
    this.#work -= end - at;
    if (depth > DEEPEST) this.#work = -1;
    if (this.#work < 0) return 0;
    let found = 0;
    for (; at < end; at += 1) {
      const item = items[at] as number;
      const kind = kinds[item] as number;
      if (kind < Kind.FIRST_STRING) continue;
      if (kind <= Kind.LAST_STRING) found |= this.#text(item) | this.#name(item);
      else if (kind === Kind.CODE)
        found |= this.#names(codes[(starts[item] as number) + Column.VARNAMES] as number) & NAME;
      // its keys name its values, wherever it is; no compiler writes one
      else if (kind === Kind.DICT || kind === Kind.FROZENDICT) this.#work = -1;
      else found |= this.#items(item, depth + 1);
    }
    return found;
  }

  /** @param tuple - or an object that is none, if the code object has no such names */
  #names(tuple: number): number {
    const { starts, ends, items } = this.#table;
    const end = ends[tuple] as number;
    let at = starts[tuple] as number;
    this.#work -= end - at;
    if (this.#work < 0) return 0;
    let found = 0;
    for (; at < end; at += 1) found |= this.#name(items[at] as number);
    return found;
  }

  /** The mark of a name, which is also a text if it is long. */
  #name(name: number): number {
    const start = this.#table.starts[name] as number;
    const mark = this.#marks[start] as number;
    return ((mark & SEEN_AS_NAME) === 0 ? this.#seeName(name, start, mark) : mark) & (NAME | TEXT);
  }

  #seeName(name: number, start: number, mark: number): number {
    const end = this.#table.ends[name] as number;
    const seen = mark | SEEN_AS_NAME | (isPossibleName(this.#bytes, start, end) ? NAME : 0);
    this.#marks[start] = seen;
    return end - start >= SHORTEST_OF_NAMES ? this.#text(name) : seen;
  }

  #text(text: number): number {
    const start = this.#table.starts[text] as number;
    const mark = this.#marks[start] as number;
    return (mark & SEEN_AS_TEXT) === 0 ? this.#seeText(text, start, mark) : mark;
  }

  #seeText(text: number, start: number, mark: number): number {
    const end = this.#table.ends[text] as number;
    const value = end - start < SHORTEST_VALUE ? 0 : VALUE;
    const seen =
      mark | SEEN_AS_TEXT | value | (isPossibleText(this.#bytes, start, end, this.#sendsMail) ? TEXT : 0);
    this.#marks[start] = seen;
    return seen;
  }
}
