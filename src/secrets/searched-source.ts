import { Buffer } from 'node:buffer';
import type { Bytecode } from '../bytecode/read/bytecode.ts';
import type { CodeObject, StringValue, Value } from '../bytecode/read/code-object.ts';
import { pseudoSource, type Selection } from '../bytecode/source/pseudo-source.ts';
import { SHORTEST_OF_NAMES, withNames } from '../bytecode/source/with-names.ts';
import { workFor } from '../bytecode/source/work-budget.ts';
import type { PseudoSource } from '../bytecode/source/writer.ts';
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
  const { buffer, byteOffset, byteLength } = bytecode.bytes;
  let whole: string | undefined;
  return (pattern, isPlain = false) => {
    if (isPlain && !pattern.test(Buffer.from(buffer, byteOffset, byteLength).toString('latin1')))
      return false;
    whole ??= wholeSource(bytecode).text;
    return pattern.test(whole);
  };
}

const wholeSource = (bytecode: Bytecode): PseudoSource => withNames(pseudoSource(bytecode), bytecode);

/** Deeper containers are not looked into, but searched. */
const DEEPEST = 20;

/** What is known of the string that begins at an offset. */
const [SEEN_AS_NAME, SEEN_AS_TEXT, NAME, TEXT] = [1, 2, 4, 8];
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
  readonly #marks: Uint8Array;
  readonly #hasAny: boolean[] = [];
  #work: number;

  constructor({ bytes, codes }: Bytecode) {
    if (bytes.length > marks.length) marks = new Uint8Array(2 * bytes.length);
    this.#bytes = bytes;
    this.#marks = marks.fill(0, 0, bytes.length);
    this.#work = workFor(bytes).left;
    for (const code of codes) {
      const hasAny = this.#look(code);
      this.#hasAny.push(hasAny);
      if (hasAny || this.hasName) this.isNothing = false;
      if (this.#work < 0) this.isUnfinished = true;
      if (this.isUnfinished) return;
    }
  }

  hasAny(index: number): boolean {
    return this.#hasAny[index] === true;
  }

  readonly isText = ({ start }: StringValue): boolean => ((this.#marks[start] as number) & TEXT) !== 0;
  readonly isName = ({ start }: StringValue): boolean => ((this.#marks[start] as number) & NAME) !== 0;

  #look({ consts, names, varnames, freevars, cellvars, name, filename }: CodeObject): boolean {
    let found = this.#names(names) | this.#names(varnames) | this.#names(freevars) | this.#names(cellvars);
    if (name) found |= this.#name(name);
    if (filename) found |= this.#text(filename) & TEXT;
    if ((found & TEXT) !== 0) this.hasName = true;
    const inConsts = this.#items(consts, 0);
    return (inConsts & TEXT) !== 0 || ((inConsts & SEEN_AS_TEXT) !== 0 && ((found | inConsts) & NAME) !== 0);
  }

  /** What is known of all strings in constants together, and of the arguments of functions among them. */
  #items(items: readonly Value[], depth: number): number {
    this.#work -= items.length;
    if (depth > DEEPEST) this.#work = -1;
    if (this.#work < 0) return 0;
    let found = 0;
    for (const value of items) {
      switch (value.type) {
        case 'str':
        case 'bytes':
          found |= this.#text(value) | this.#name(value);
          break;
        case 'code':
          found |= this.#names(value.varnames) & NAME;
          break;
        case 'dict':
        case 'frozendict':
          // its keys name its values, wherever it is; no compiler writes one
          this.#work = -1;
          break;
        default:
          if ('items' in value) found |= this.#items(value.items, depth + 1);
      }
    }
    return found;
  }

  #names(names: readonly StringValue[]): number {
    this.#work -= names.length;
    if (this.#work < 0) return 0;
    let found = 0;
    for (const name of names) found |= this.#name(name);
    return found;
  }

  /** The mark of a name, which is also a text if it is long. */
  #name(name: StringValue): number {
    const { start, end } = name;
    const mark = this.#marks[start] as number;
    if ((mark & SEEN_AS_NAME) !== 0) return mark & (NAME | TEXT);
    this.#marks[start] = mark | SEEN_AS_NAME | (isPossibleName(this.#bytes, start, end) ? NAME : 0);
    if (end - start >= SHORTEST_OF_NAMES) this.#text(name);
    return (this.#marks[start] as number) & (NAME | TEXT);
  }

  #text({ start, end }: StringValue): number {
    const mark = this.#marks[start] as number;
    if ((mark & SEEN_AS_TEXT) !== 0) return mark;
    const seen = mark | SEEN_AS_TEXT | (isPossibleText(this.#bytes, start, end) ? TEXT : 0);
    this.#marks[start] = seen;
    return seen;
  }
}
