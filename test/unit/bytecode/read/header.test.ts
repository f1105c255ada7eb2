import { describe, expect, test } from '@jest/globals';
import { isHashOf, isSizeOf } from '../../../../src/bytecode/findings/source-hash.ts';
import { headerLengths, readHeader } from '../../../../src/bytecode/read/header.ts';
import { nameMagic } from '../../../../src/bytecode/read/magic.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { pycNames, pythonOf, readCase } from '../../../helpers/pyc-fixtures.ts';

const source = readCase('modes.py');

describe.each(pycNames('modes').map((name) => ({ name })))('$name', ({ name }) => {
  const [tag = '', validation = '', level = ''] = name.split('.');
  const bytecode = parsePyc(readCase(`modes/${name}.pyc`));
  const { header } = bytecode;

  test('the header tells which Python wrote it and how it is validated', () => {
    expect(bytecode.status).toBe('full');
    expect(header).toMatchObject({ python: pythonOf(tag), validation });
  });

  test('what it says of its source is true', () => {
    if (validation === 'timestamp') {
      expect(header?.mtime).toBe(1_700_000_000);
      expect(pythonOf(tag) === '2.7' || isSizeOf(header?.sourceSize ?? -1, source)).toBe(true);
    } else {
      expect(isHashOf(header?.sourceHash ?? '', header?.magic ?? 0, source)).toBe(true);
      expect(isHashOf(header?.sourceHash ?? '', header?.magic ?? 0, Buffer.from('other'))).toBe(false);
    }
  });

  test('the docstring is gone where -OO took it away, and the assertion where -O did', () => {
    const texts = readCase(`modes/${name}.pyc`).toString('latin1');
    expect(texts.includes('Another.')).toBe(level !== '2');
    expect(texts.includes('no question')).toBe(level === '0');
  });
});

test.each([
  [39170, 'CPython', '1.0'],
  [20121, 'CPython', '1.5'],
  [60717, 'CPython', '2.2'],
  [62211, 'CPython', '2.7'],
  [3131, 'CPython', '3.0'],
  [3495, 'CPython', '3.11'],
  [3571, 'CPython', '3.13'],
  [3627, 'CPython', '3.14'],
  [3700, 'CPython', '3.16'],
  [3999, 'CPython', '3.21'],
  [62218, 'PyPy', '2.7'],
  [64, 'PyPy', '3.3'],
  [336, 'PyPy', '3.9'],
  [416, 'PyPy', '3.11'],
  [21190, 'GraalPy', undefined],
  [22138, 'Pyston', undefined],
])('magic number %i is %s %s', (magic, implementation, python) => {
  expect(nameMagic(magic)).toEqual({ implementation, ...(python === undefined ? {} : { python }) });
});

test.each([0, 1, 47, 9020, 65535])("magic number %i is nobody's", (magic) => {
  expect(nameMagic(magic)).toBeUndefined();
});

test.each([
  [62211, 8],
  [3180, 8],
  [3230, 12],
  [3379, 12],
  [3394, 16],
  [3571, 16],
  [192, 12],
  [336, 16],
  [12345, 16],
])('the header of magic number %i takes %i bytes', (magic, length) => {
  expect(headerLengths(magic)[0]).toBe(length);
});

test('flags that only say "check the source" mean no hash, as in CPython', () => {
  const bytes = Buffer.from('f30d0d0a 02000000 04000000 05000000'.replaceAll(' ', ''), 'hex');
  expect(readHeader(bytes, 16)).toMatchObject({ validation: 'timestamp', flags: 2, mtime: 4, sourceSize: 5 });
});
