import type { Bytecode } from '../read/bytecode.ts';
import type { CodeObject, StringValue } from '../read/code-object.ts';
import type { Run } from '../read/printable-runs.ts';
import { ConstantPlaces } from './constant-places.ts';
import { constantUse } from './constant-use.ts';
import { instructionSet } from './opcodes.ts';
import { workFor } from './work-budget.ts';
import { type PseudoSource, Writer } from './writer.ts';

/**
 * Rebuilds `NAME = "value"` lines: in raw bytes the letter after a value is the type of the next
 * object and hides its end, and a value without its name says little. Values are not escaped, so that a rule
 * which matches the source matches here, too.
 */
export function pseudoSource(bytecode: Bytecode): PseudoSource {
  const { bytes, header, codes, strings, runs, status } = bytecode;
  const work = workFor(bytes);
  const set = instructionSet(header ?? {});
  const writer = new Writer(bytes, work, new ConstantPlaces(bytecode, set, work));
  for (const code of codes) {
    if (work.left <= 0) break;
    const named = set ? constantUse(bytes, code, set, work) : [];
    for (const { name, role, value, offset } of named) writer.writeAll(value, name, { code, offset }, role);
    writeConstants(writer, code);
  }
  // each string is in the file once, so this ends, and no string is hidden by a flood of references
  if (status !== 'full' || writer.isIncomplete) for (const value of strings) writer.writeOnce(value);
  for (const run of runs) {
    writer.writeText(run.text, run.start);
    for (const { name, value } of assignments(run)) writer.writeNamed(value, name);
  }
  return { text: writer.text(), entries: writer.entries };
}

/** `NAME = "value"` and its likes at the beginning of a line. */
const ASSIGNMENT =
  /^[ \t]*(?:export +)?["']?([A-Za-z_][\w.-]{0,100})["']? {0,40}[:=] {0,40}["']([^"'\n]{4,512})["']/gm;

/** The names and values in a text that is itself source code or a settings file. */
function* assignments({ start, text }: Run): Generator<{ name: StringValue; value: StringValue }> {
  // only then is each character a byte
  if (!/^[\0-\x7f]*$/.test(text)) return;
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(ASSIGNMENT)) {
    const nameAt = start + index + whole.indexOf(name);
    const valueEnd = start + index + whole.length - 1;
    yield { name: place(nameAt, nameAt + name.length), value: place(valueEnd - value.length, valueEnd) };
  }
}

const place = (start: number, end: number): StringValue => ({ type: 'str', encoding: 'ascii', start, end });

function writeConstants(writer: Writer, code: CodeObject): void {
  for (const [index, value] of code.consts.entries()) {
    if (writer.work.left <= 0) return;
    writer.writeAll(value, undefined, { code, index });
  }
}
