import { Buffer } from 'node:buffer';
import type { Bytecode } from '../../src/bytecode/read/bytecode.ts';
import type { CodeObject, StringValue, Value } from '../../src/bytecode/read/code-object.ts';
import { decode } from '../../src/bytecode/read/decode.ts';
import { lineStarts } from '../../src/bytecode/source/line-table.ts';

/** What `scripts/pyc-oracle.py` prints about one file. */
export interface OracleDump {
  readonly codes: readonly OracleCode[];
}

type Plain = string | number | readonly Plain[];

interface OracleCode {
  readonly name: Plain;
  readonly qualname: Plain;
  readonly filename: Plain;
  readonly firstLine: number;
  readonly flags: number;
  readonly argcount: number;
  readonly kwonly: number;
  readonly names: readonly Plain[];
  readonly varnames: readonly Plain[];
  readonly freevars: readonly Plain[];
  readonly cellvars: readonly Plain[];
  readonly consts: readonly Plain[];
  readonly code: number;
  readonly lines: readonly (readonly [start: number, line: number])[];
}

/** Each difference between the reader and CPython's `marshal`, as a sentence. */
export function differences(bytecode: Bytecode, dump: OracleDump): string[] {
  if (bytecode.status !== 'full') return [`read ${bytecode.status}: ${bytecode.error}`];
  if (bytecode.trailing !== 0) return [`${bytecode.trailing} bytes left over`];
  if (bytecode.codes.length !== dump.codes.length)
    return [`${bytecode.codes.length} code objects instead of ${dump.codes.length}`];
  return bytecode.codes.flatMap((code, index) => {
    const expected = dump.codes[index];
    return expected ? codeDifferences(bytecode, code, expected) : ['one code object too many'];
  });
}

function codeDifferences(bytecode: Bytecode, code: CodeObject, expected: OracleCode): string[] {
  const { bytes } = bytecode;
  const isNew = code.layout.kind === 'kinds';
  const texts = (values: readonly StringValue[]) => values.map((value) => plain(bytes, value));
  const locals = isNew ? ofKind(bytecode, code, LOCAL) : code.varnames;
  const found: Record<string, unknown> = {
    name: code.name && plain(bytes, code.name),
    qualname: code.qualname ? plain(bytes, code.qualname) : 'none',
    filename: code.filename && plain(bytes, code.filename),
    firstLine: code.firstLine,
    flags: code.flags,
    argcount: code.argcount,
    kwonly: code.kwonlyargcount,
    names: texts(code.names),
    varnames: texts(locals),
    freevars: texts(isNew ? ofKind(bytecode, code, FREE) : code.freevars),
    cellvars: texts(isNew ? ofKind(bytecode, code, CELL) : code.cellvars),
    consts: code.consts.map((value) => plain(bytes, value)),
    code: code.code.end - code.code.start,
  };
  const where = JSON.stringify(expected.name);
  const wrong = Object.entries(found)
    .filter(([field, value]) => comparable(value) !== comparable(expected[field as keyof OracleCode]))
    .map(([field, value]) => `${field} of ${where} is ${JSON.stringify(value)}`);
  return [...wrong, ...lineDifferences(bytecode, code, expected)];
}

/** Kinds of local variables since 3.11 (`CO_FAST_LOCAL` and so on in `pycore_code.h`). */
const [LOCAL, CELL, FREE] = [0x20, 0x40, 0x80];

const ofKind = ({ bytes }: Bytecode, { kinds, varnames }: CodeObject, kind: number): StringValue[] =>
  varnames.filter((_, index) => kinds && ((bytes[kinds.start + index] ?? 0) & kind) !== 0);

function lineDifferences(bytecode: Bytecode, code: CodeObject, expected: OracleCode): string[] {
  const starts = lineStarts(bytecode, code);
  let at = 0;
  return expected.lines.flatMap(([start, line]) => {
    while (at + 1 < starts.length && (starts[at + 1]?.start ?? 0) <= start) at += 1;
    return starts[at]?.line === line ? [] : [`line at ${start} is ${starts[at]?.line} instead of ${line}`];
  });
}

function plain(bytes: Uint8Array, value: Value): Plain {
  switch (value.type) {
    case 'str':
      return ['u', decode(bytes, value)];
    case 'bytes':
      return ['b', Buffer.from(bytes.subarray(value.start, value.end)).toString('latin1')];
    case 'dict':
    case 'frozendict':
      return [value.type, ...pairs(value.items.map((item) => plain(bytes, item)))];
    case 'tuple':
    case 'list':
    case 'set':
    case 'frozenset':
    case 'slice':
      return [value.type, ...value.items.map((item) => plain(bytes, item))];
    default:
      return value.type;
  }
}

const pairs = (items: readonly Plain[]): Plain[] =>
  items.flatMap((key, at) => (at % 2 === 0 ? [['tuple', key, items[at + 1] ?? '']] : []));

/** JSON in which the items of sets, which have no order, are sorted. */
function comparable(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  const items = value.map(comparable);
  return `[${(items[0] === '"set"' || items[0] === '"frozenset"' ? items.sort() : items).join()}]`;
}
