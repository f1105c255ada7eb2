import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { bytecodeFindings } from '../../../../src/bytecode/findings/all-findings.ts';
import { foreignNames } from '../../../../src/bytecode/findings/foreign-names.ts';
import { quote } from '../../../../src/bytecode/findings/quote-name.ts';
import { canBeBytecode, parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import type { BytePath } from '../../../../src/model/byte-path.ts';
import { code, header, pyc313, text, tuple } from '../../../helpers/marshal-writer.ts';
import { pycNames, readCase } from '../../../helpers/pyc-fixtures.ts';

const plain = parsePyc(pyc313(code({})));

/** Codes of the errors about a file without a source among the other files of its place. */
const errors = (path: string, others: readonly string[] = [], bytecode = plain): string[] =>
  bytecodeFindings({
    path: path as BytePath,
    bytecode,
    source: null,
    exists: (other) => others.includes(other),
  }).map(({ code }) => code);

test.each([
  ['m.pyc', [], ['sourceless']],
  ['m.pyc', ['m.py'], []],
  ['a/m.pyc', ['m.py'], ['sourceless']],
  ['__pycache__/m.cpython-313.pyc', [], []],
  ['m.cpython-313.pyc', [], []],
  ['__pycache__/m.cpython-313.pyc.123', [], []],
  ['m/__init__.pyc', [], ['sourceless']],
  ['m/__init__.pyc', ['m.py'], ['sourceless', 'shadowing']],
  ['m/__init__.pyc', ['m.py', 'm/__init__.py'], []],
  ['a/m/__init__.pyc', ['a/m.py'], ['sourceless', 'shadowing']],
  ['json.pyc', [], ['sourceless', 'shadowing']],
  ['json/__init__.pyc', [], ['sourceless', 'shadowing']],
  ['lib/sitecustomize.pyc', [], ['sourceless', 'shadowing']],
  ['pkg/json.pyc', ['pkg/__init__.py'], ['sourceless']],
  ['pkg/json.pyc', ['pkg/__init__.pyc'], ['sourceless']],
  ['ConfigParser.pyc', [], ['sourceless']],
  ['a.txt', [], ['renamed-bytecode']],
  ['__pycache__/data', [], ['renamed-bytecode']],
])('%s beside %j: %j', (path, others, codes) => {
  expect(errors(path, others)).toEqual(codes);
});

test('for Python 2 its own library counts, also inside a package', () => {
  const old = parsePyc(readCase('modes/cpython-27.timestamp.0.pyc'));
  expect(errors('pkg/ConfigParser.pyc', ['pkg/__init__.py'], old)).toContain('shadowing');
});

describe('names', () => {
  const using = (...names: string[]) => parsePyc(pyc313(code({ names: tuple(...names.map(text)) })));

  test.each([
    ['a name in a comment', ['spam'], '# spam', []],
    ['parts of a dotted name', ['os.path'], 'import os.path', []],
    ['a dotted name with a foreign part', ['os.evil'], 'import os.path', ['os.evil']],
    ['a mangled name', ['_Spam__eggs'], 'class __Spam: __eggs = 1', []],
    ['a mangled name of no class', ['_Evil__eggs'], 'class Spam: __eggs = 1', ['_Evil__eggs']],
    ['a part of a word', ['spa'], 'spam', ['spa']],
    ['names that 3.13 adds', ['__static_attributes__', '__firstlineno__', '.0'], '', []],
    ['names that only 3.14 adds', ['__annotate__'], '', ['__annotate__']],
  ])('%s', (_, names, source, foreign) => {
    expect(foreignNames(using(...names), Buffer.from(source))).toEqual(foreign);
  });

  test('a source in another encoding is understood by its first lines', () => {
    const bytecode = parsePyc(readCase('rich3/cpython-313.pyc'));
    const inLatin1 = Buffer.from('# -*- coding: latin-1 -*-\nµ = 1', 'latin1');
    expect(foreignNames(bytecode, inLatin1)).not.toContain('μ');
    expect(foreignNames(bytecode, Buffer.from('# nothing'))).toContain('μ');
  });

  test('of a Python that nobody knows yet they are a warning', () => {
    const body = code({ names: tuple(text('evil')) });
    const findings = [3571, 5000].map((magic) =>
      bytecodeFindings({
        path: '__pycache__/m.x.pyc' as BytePath,
        bytecode: parsePyc(header(magic, Buffer.alloc(12), body)),
        source: Buffer.from('x'),
        exists: () => true,
      }),
    );
    expect(findings.flat().map(({ code, severity }) => [code, severity])).toEqual([
      ['foreign-names', 'error'],
      ['foreign-names', 'warning'],
    ]);
  });
});

test('a recorded path can not reach the terminal', () => {
  const bytecode = parsePyc(pyc313(code({ filename: text('/home/\x1b[31mmallory\n\x07/m.py') })));
  const [finding] = bytecodeFindings({
    path: 'm.pyc' as BytePath,
    bytecode,
    source: null,
    exists: () => true,
  });
  expect(finding?.code).toBe('path-leak');
  expect(finding?.message).not.toMatch(/[\x00-\x1f]/);
});

test('text in quotes is short and says what can not be seen', () => {
  expect(quote('a\x1b\u202e')).toBe('"a\\e\\u{202e}"');
  expect(quote('é🐍数')).toContain('é');
  expect(quote('x'.repeat(1000)).length).toBeLessThan(210);
});

test('the first bytes of every bytecode file pass the quick look, and those of other files do not', () => {
  for (const name of pycNames('rich'))
    expect(canBeBytecode(readCase(`rich/${name}.pyc`).subarray(0, 24))).toBe(true);
  for (const other of ['', '#!/bin/sh\n', '# \r\n# a script of sorts\r\n', 'PK\x03\x04'])
    expect(canBeBytecode(Buffer.from(other))).toBe(false);
});
