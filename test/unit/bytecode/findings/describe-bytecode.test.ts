import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { bytecodeWords } from '../../../../src/bytecode/findings/bytecode-words.ts';
import { describeBytecode } from '../../../../src/bytecode/findings/describe-bytecode.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { bytes, code, pyc313, reference, shared, text, tuple } from '../../../helpers/marshal-writer.ts';
import { pycNames, readCase } from '../../../helpers/pyc-fixtures.ts';

const modes = (name: string) => describeBytecode(parsePyc(readCase(`modes/${name}.pyc`)));

describe('what a file says of itself', () => {
  test('with a time', () => {
    expect(modes('cpython-313.timestamp.0')).toEqual({
      read: 'full',
      python: '3.13',
      implementation: 'CPython',
      magic: 3571,
      validation: 'timestamp',
      mtime: '2023-11-14T22:13:20.000Z',
      sourceSize: readCase('modes.py').length,
      sourceHash: null,
      compiledFrom: '/home/alice/project/modes.py',
      user: 'alice',
      counts: { bytes: 327, codes: 2, objects: 30, strings: 14, trailing: 0 },
    });
  });

  test('with a hash', () => {
    expect(modes('cpython-38.unchecked-hash.0')).toMatchObject({
      validation: 'unchecked-hash',
      mtime: null,
      sourceSize: null,
      sourceHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test('when it is none', () => {
    expect(describeBytecode(parsePyc(Buffer.from('text')))).toMatchObject({
      ...{ read: 'not-bytecode', python: null, implementation: null, validation: 'none', compiledFrom: null },
    });
  });
});

describe('words', () => {
  test.each(pycNames('modes').filter((name) => name.endsWith('.0')))(
    'of %s are names and constants apart',
    (name) => {
      const { names, strings } = bytecodeWords(parsePyc(readCase(`modes/${name}.pyc`)));
      expect(names).toEqual(expect.arrayContaining(['answer', 'question', '__doc__']));
      expect(strings).toEqual(expect.arrayContaining(['Docstring.', 'Another.', 'no question']));
      expect(strings).not.toContain('__doc__');
      expect(strings.join()).not.toContain('/home/alice');
    },
  );

  test('bytes that are no text stand as Python would write them', () => {
    const binary = Buffer.concat([
      Buffer.from('s\x05\0\0\0', 'latin1'),
      Buffer.from([0xff, 0x27, 0x5c, 0x0a, 0x61]),
    ]);
    const file = pyc313(code({ consts: tuple(bytes('plain'), binary, bytes('é')) }));
    expect(bytecodeWords(parsePyc(file)).strings).toEqual(['plain', 'b"\\xff\'\\\\\\na"', 'é']);
  });

  test('containers that hold themselves end', () => {
    const file = pyc313(code({ consts: tuple(shared(tuple(text('a'), reference(0)))) }));
    expect(bytecodeWords(parsePyc(file)).strings).toEqual(['a']);
  });
});
