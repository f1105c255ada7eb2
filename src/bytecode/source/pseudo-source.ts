import type { Bytecode } from '../read/bytecode.ts';
import type { CodeObject, StringValue, Value } from '../read/code-object.ts';
import type { Run } from '../read/printable-runs.ts';
import type { NamedConstant } from './constant-namer.ts';
import { ConstantPlaces } from './constant-places.ts';
import { constantUse } from './constant-use.ts';
import { instructionSet } from './opcodes.ts';
import { workFor } from './work-budget.ts';
import { type PseudoSource, Writer } from './writer.ts';

/** Some of the constants of a file. */
export interface Selection {
  /** Whether there may be any among those of a code object, by its number in a file that was read to its end. */
  readonly hasAny: (index: number) => boolean;
  /** Whether a text is wanted, whatever its name. */
  readonly isText: (value: StringValue) => boolean;
  /** Whether the values of a name are wanted, and with them the short ones that have names in the same code object. */
  readonly isName: (name: StringValue) => boolean;
}

/**
 * Rebuilds `NAME = "value"` lines: in raw bytes the letter after a value is the type of the next
 * object and hides its end, and a value without its name says little. Values are not escaped, so that a rule
 * which matches the source matches here, too.
 *
 * @param selection - without one, all constants are wanted
 */
export function pseudoSource(bytecode: Bytecode, selection?: Selection): PseudoSource {
  const { bytes, header, runs, status } = bytecode;
  const codes = selection ? bytecode.codesAmong(selection.hasAny) : bytecode.codes;
  const work = workFor(bytes);
  const set = instructionSet(header ?? {});
  const writer = new Writer(bytes, work, new ConstantPlaces(bytecode, set, work));
  for (const code of codes) {
    if (work.left <= 0) break;
    const named = set ? constantUse(bytes, code, set, work) : [];
    const others =
      selection && (named.some((each) => isNamed(each, selection)) ? beside(selection) : selection.isText);
    for (const each of named) {
      writer.isWanted = selection && isNamed(each, selection) ? undefined : others;
      writer.writeAll(each.value, each.name, { code, offset: each.offset }, each.role);
    }
    writer.isWanted = selection?.isText;
    writeConstants(writer, code);
  }
  writer.isWanted = undefined;
  // each string is in the file once, so this ends, and no string is hidden by a flood of references
  if (status !== 'full' || writer.isIncomplete) for (const value of bytecode.strings) writer.writeOnce(value);
  for (const run of runs) {
    writer.writeText(run.text, run.start);
    for (const { name, value } of assignments(run)) writer.writeNamed(value, name);
  }
  return { text: writer.text(), entries: writer.entries };
}

const isNamed = ({ name, role }: NamedConstant, selection: Selection): boolean =>
  role !== undefined || selection.isName(name);

/** In characters: what stands beside a credential and says what it is for is not longer. */
export const LONGEST_SETTING = 100;
const MOST_BYTES_OF_CHARACTER = 4;

const beside =
  ({ isText }: Selection): Selection['isText'] =>
  (value) =>
    value.end - value.start <= LONGEST_SETTING * MOST_BYTES_OF_CHARACTER || isText(value);

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
  for (let index = 0; index < code.consts.length; index += 1) {
    if (writer.work.left <= 0) return;
    writer.writeAll(code.consts[index] as Value, undefined, { code, index });
  }
}
