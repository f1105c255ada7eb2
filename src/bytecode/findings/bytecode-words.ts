import { Buffer } from 'node:buffer';
import type { Bytecode } from '../read/bytecode.ts';
import { isString, type StringValue, type Value } from '../read/code-object.ts';
import { decode } from '../read/decode.ts';
import { namesOf } from '../source/names.ts';

/** The names and the constants in a file, each once, in the order of the file. */
export interface BytecodeWords {
  readonly names: readonly string[];
  /** Byte strings as their text where they are UTF-8, else as Python's `repr`. */
  readonly strings: readonly string[];
}

/** @param redact - masks secrets in a text; it gets each text whole, before anything is escaped */
export function bytecodeWords(
  bytecode: Bytecode,
  redact: (text: string) => string = (text) => text,
): BytecodeWords {
  const { bytes, codes, strings, runs, status } = bytecode;
  const constants = new Set<StringValue>();
  const seen = new Set<Value>();
  for (const code of codes) collect(code.consts, constants, seen);
  // If reading stopped half way, constants and names can't be distinguished.
  const values = status === 'full' ? strings.filter((value) => constants.has(value)) : strings;
  const texts = [
    ...values.map((value) => textOf(bytes, value, redact)),
    ...runs.map(({ text }) => redact(text)),
  ];
  return {
    names: [...namesOf(bytecode)].map(redact),
    strings: [...new Set(texts)].filter((text) => text !== ''),
  };
}

/** Containers may contain themselves or be shared by thousands, so each is visited once, without recursion. */
function collect(consts: readonly Value[], found: Set<StringValue>, seen: Set<Value>): void {
  const waiting: (readonly Value[])[] = [consts];
  for (let items = waiting.pop(); items; items = waiting.pop())
    for (const item of items) {
      if (seen.has(item)) continue;
      seen.add(item);
      if (isString(item)) found.add(item);
      else if ('items' in item) waiting.push(item.items);
    }
}

function textOf(bytes: Uint8Array, value: StringValue, redact: (text: string) => string): string {
  const text = decode(bytes, value);
  const shown = redact(text);
  if (value.type === 'str') return shown;
  const isText = Buffer.from(text, 'utf8').equals(bytes.subarray(value.start, value.end));
  return isText ? shown : bytesRepr(shown);
}

/** Like Python's `repr` of bytes (`PyBytes_Repr`): in double quotes if they contain single ones only. */
function bytesRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const spell = (character: string): string =>
    character === "'" && quote === '"' ? "'" : escapeByte(character);
  return `b${quote}${text.replace(/[^\x20-\x7e]|['\\]/g, spell)}${quote}`;
}

const SHORT: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  "'": "\\'",
  '\\': '\\\\',
  // the place where a secret was cut
  '…': '…',
};

const escapeByte = (character: string): string =>
  SHORT[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
