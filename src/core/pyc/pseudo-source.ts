import type { Bytecode } from './bytecode.ts';
import type { CodeObject } from './code-object.ts';
import { constantUse } from './constant-use.ts';
import { decode, decodeStart } from './decode.ts';
import { type LineStart, lineStarts } from './line-table.ts';
import { qualnames } from './qualname.ts';
import { isString, type StringValue, type Value } from './value.ts';
import { type Work, workFor } from './work.ts';

/** One line of pseudo-source, or more where the value has ends of lines in it. */
export interface PseudoEntry {
  /** Where the value stands in the text, without its quotes. */
  readonly start: number;
  readonly end: number;
  readonly name: string | undefined;
  /** Of the code object that holds it; empty where there is none. */
  readonly qualname: string;
  /** Of the real source, as the bytecode recorded it. */
  readonly line: number | undefined;
  /** Of the string in the file. */
  readonly offset: number;
}

/** Text that detectors of secrets understand, made from constants and the names they get. */
export interface PseudoSource {
  readonly text: string;
  /** In the order of the text. */
  readonly entries: readonly PseudoEntry[];
}

/** Deeper containers are in no honest file; their strings would be found without a name. */
const DEEPEST = 100;
const LONGEST_NAME = 200;
/** What a line costs beside its text. */
const PER_LINE = 16;

/**
 * Rebuilds `NAME = "value"` lines: in raw bytes the letter after a value is the type of the next
 * object and hides its end, and a value without its name says little. Values stand as they are,
 * unescaped, so that what matches in the source matches here.
 */
export function pseudoSource(bytecode: Bytecode): PseudoSource {
  const { bytes, codes, strings, runs, status } = bytecode;
  const page = new Page(bytes, workFor(bytes));
  const qualname = qualnames(bytes);
  for (const code of codes) {
    if (page.work.left <= 0) break;
    writeCode(page, bytecode, code, qualname(code));
  }
  // Each string stands in the file once, so that this ends; nothing hides behind a flood of references.
  if (status !== 'full' || page.isIncomplete) for (const value of strings) page.writeOnce(value);
  for (const { start, text } of runs) page.writeText(text, { qualname: '', offset: start });
  return { text: page.text(), entries: page.entries };
}

function writeCode(page: Page, bytecode: Bytecode, code: CodeObject, qualname: string): void {
  const { named, loads } = constantUse(bytecode, code, page.work);
  const lineAt = lineLookup(bytecode, code, page.work);
  for (const { name, value, offset } of named)
    page.writeAll(value, {
      name: decodeStart(bytecode.bytes, name, LONGEST_NAME),
      qualname,
      line: lineAt(offset),
    });
  code.consts.forEach((value, index) => {
    if (page.work.left > 0) page.writeAll(value, { qualname, line: lineAt(loads.get(index)) });
  });
}

function lineLookup(
  bytecode: Bytecode,
  code: CodeObject,
  work: Work,
): (offset?: number) => number | undefined {
  let starts: LineStart[] | undefined;
  return (offset) => {
    if (offset === undefined || work.left <= 0) return undefined;
    if (!starts) {
      work.left -= code.lines ? code.lines.end - code.lines.start : 0;
      starts = lineStarts(bytecode, code);
    }
    return starts[lastAtOrBefore(starts, offset)]?.line;
  };
}

function lastAtOrBefore(starts: readonly LineStart[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

interface Place {
  readonly name?: string;
  readonly qualname: string;
  readonly line?: number | undefined;
}

/** The text while it is written. */
class Page {
  readonly entries: PseudoEntry[] = [];
  readonly work: Work;
  readonly #bytes: Uint8Array;
  readonly #parts: string[] = [];
  readonly #written = new Set<StringValue>();
  #length = 0;
  #isTooDeep = false;

  constructor(bytes: Uint8Array, work: Work) {
    this.#bytes = bytes;
    this.work = work;
  }

  get isIncomplete(): boolean {
    return this.#isTooDeep || this.work.left <= 0;
  }

  text(): string {
    return this.#parts.join('');
  }

  /** Every string in a value. Without a name, only what was not written yet. */
  writeAll(value: Value, place: Place, depth = 0): void {
    this.work.left -= 1;
    this.#isTooDeep ||= depth > DEEPEST;
    if (this.work.left <= 0 || depth > DEEPEST) return;
    if (isString(value)) this.#write(value, place);
    else if (value.type === 'dict' || value.type === 'frozendict')
      this.#writeItems(value.items, place, depth);
    else if ('items' in value) for (const item of value.items) this.writeAll(item, place, depth + 1);
  }

  #writeItems(items: readonly Value[], place: Place, depth: number): void {
    for (let at = 0; at + 1 < items.length; at += 2) {
      const [key, value] = [items[at], items[at + 1]];
      const name = isString(key) ? { name: decodeStart(this.#bytes, key, LONGEST_NAME) } : {};
      if (key && !isString(key)) this.writeAll(key, place, depth + 1);
      if (value) this.writeAll(value, { ...place, ...name }, depth + 1);
    }
  }

  #write(value: StringValue, place: Place): void {
    if (place.name === undefined) this.writeOnce(value, place);
    else {
      this.work.left -= value.end - value.start + place.name.length + PER_LINE;
      this.#written.add(value);
      this.writeText(decode(this.#bytes, value), { ...place, offset: value.start });
    }
  }

  writeOnce(value: StringValue, place: Place = { qualname: '' }): void {
    if (this.#written.has(value)) return;
    this.#written.add(value);
    this.writeText(decode(this.#bytes, value), { ...place, offset: value.start });
  }

  writeText(text: string, { name, qualname, line, offset }: Place & { offset: number }): void {
    if (text === '') return;
    const head = name === undefined ? '"' : `${name} = "`;
    const start = this.#length + head.length;
    this.#parts.push(head, text, '"\n');
    this.#length = start + text.length + 2;
    this.entries.push({ start, end: start + text.length, name, qualname, line, offset });
  }
}
