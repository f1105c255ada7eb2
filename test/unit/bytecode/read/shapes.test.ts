import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { decode } from '../../../../src/bytecode/read/decode.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../../../../src/bytecode/source/pseudo-source.ts';
import {
  bytes,
  code,
  dict,
  frozendict,
  header,
  int16,
  int32,
  interned,
  internedRef,
  none,
  pyc313,
  slice,
  text,
  tuple,
  unicode,
} from '../../../helpers/marshal-writer.ts';

const consts = tuple(bytes('first'), none);
const names = tuple(bytes('name'));
const mtime = int32(1000);
const ints16 = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, (_, at) => int16(at)));
const ints32 = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, (_, at) => int32(at)));
const C = Buffer.from('c');

/** A file of PyPy up to the name of its code; `rest` are the objects after that. */
const pypyCode = (magic: number, ...rest: readonly Buffer[]): Buffer =>
  Buffer.concat([
    ...[header(magic, Buffer.alloc(12)), C, ints32(6), bytes('x'), tuple(text('first')), tuple(text('name'))],
    ...[tuple(), tuple(), tuple(), text('m.py'), text('f'), ...rest],
  ]);

/** [what, file, first line]. Each has the constant "first", the name "name", the file "m.py" and the name "f". */
const SHAPES: readonly (readonly [string, Buffer, number])[] = [
  [
    '1.1, without numbers',
    Buffer.concat([
      Buffer.from('03999900', 'hex'),
      mtime,
      Buffer.from('C'),
      bytes('x'),
      consts,
      names,
      bytes('m.py'),
      bytes('f'),
    ]),
    0,
  ],
  [
    '1.3, three short numbers and no line',
    Buffer.concat([
      header(11913, mtime),
      C,
      ints16(3),
      bytes('x'),
      consts,
      names,
      names,
      bytes('m.py'),
      bytes('f'),
    ]),
    0,
  ],
  [
    '1.5, four short numbers',
    Buffer.concat([
      ...[header(20121, mtime), C, ints16(4), bytes('x'), consts, names, names, bytes('m.py'), bytes('f')],
      ...[int16(7), bytes('')],
    ]),
    7,
  ],
  [
    '2.2, with cells',
    Buffer.concat([
      ...[header(60717, mtime), C, ints16(4), bytes('x'), consts, names, names, tuple(), tuple()],
      ...[bytes('m.py'), bytes('f'), int16(7), bytes('')],
    ]),
    7,
  ],
  [
    '2.5, with interned strings and references to them, an empty line table among them',
    Buffer.concat([
      ...[
        header(62131, mtime),
        C,
        ints32(4),
        bytes('x'),
        tuple(bytes('first'), interned('')),
        tuple(interned('name')),
      ],
      ...[tuple(internedRef(1)), tuple(), tuple(), bytes('m.py'), interned('f'), int32(7), internedRef(0)],
    ]),
    7,
  ],
  [
    '3.1, five numbers and a header of eight bytes',
    Buffer.concat([
      ...[header(3151, mtime), C, ints32(5), bytes('x'), tuple(unicode('first'))],
      ...[
        tuple(unicode('name')),
        names,
        tuple(),
        tuple(),
        unicode('m.py'),
        unicode('f'),
        int32(7),
        bytes(''),
      ],
    ]),
    7,
  ],
  [
    '3.3, a header of twelve bytes',
    Buffer.concat([
      ...[header(3230, mtime, int32(5)), C, ints32(5), bytes('x'), tuple(unicode('first'))],
      ...[
        tuple(unicode('name')),
        names,
        tuple(),
        tuple(),
        unicode('m.py'),
        unicode('f'),
        int32(7),
        bytes(''),
      ],
    ]),
    7,
  ],
  ['PyPy 3.11, cells and a qualified name', pypyCode(416, text('abs'), int32(7), bytes('')), 7],
  ['PyPy 3.10, a first line that looks like a string', pypyCode(384, int32(0x7a), bytes('')), 0x7a],
  [
    'an unknown Python to come, in the shape of the last',
    header(
      5000,
      Buffer.alloc(12),
      C,
      ...[ints32(5), bytes('x'), tuple(text('first')), tuple(text('name')), tuple(), bytes('')],
      ...[text('m.py'), text('f'), text('C.f'), int32(7), bytes(''), bytes('')],
    ),
    7,
  ],
];

test.each(SHAPES)('the code object of %s is read', (_, file, line) => {
  const bytecode = parsePyc(file);
  expect(bytecode).toMatchObject({ status: 'full', trailing: 0, error: undefined });
  const [first] = bytecode.codes;
  expect(first?.firstLine).toBe(line);
  expect(first?.names.map((name) => decode(file, name))).toEqual(['name']);
  expect([first?.filename, first?.name].map((value) => value && decode(file, value))).toEqual(['m.py', 'f']);
  expect(pseudoSource(bytecode).text).toContain('"first"');
});

test.each(SHAPES)('the file of %s, cut anywhere, is never taken for a whole one', (_, file) => {
  for (let length = 0; length < file.length; length += 1)
    expect(parsePyc(file.subarray(0, length)).status).not.toBe('full');
});

describe('objects of newer marshals', () => {
  test('slices (3.14) and frozen dictionaries (3.15) hold their strings', () => {
    const body = code({
      consts: tuple(
        slice(none, text('step'), none),
        frozendict(text('key'), text('value')),
        dict(text('k'), text('v')),
      ),
    });
    const bytecode = parsePyc(pyc313(body));
    expect(bytecode.status).toBe('full');
    expect(pseudoSource(bytecode).text).toBe('"step"\nkey = "value"\nk = "v"\n');
  });
});
