import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { bytecodeFindings } from '../../../../src/bytecode/findings/all-findings.ts';
import { foreignNames } from '../../../../src/bytecode/findings/foreign-names.ts';
import { isWrittenByPytest } from '../../../../src/bytecode/findings/pytest-names.ts';
import { quote } from '../../../../src/bytecode/findings/quote-name.ts';
import { folderToSearchForScripts } from '../../../../src/bytecode/findings/shadowing.ts';
import { isStandardModule } from '../../../../src/bytecode/findings/standard-modules.ts';
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
  ['tool/json.pyc', [], ['sourceless']],
  ['tool/json/__init__.pyc', [], ['sourceless']],
  ['venv/lib/python3.13/site-packages/json.pyc', [], ['sourceless', 'shadowing']],
  ['venv/lib/python3.13/site-packages/pip/json.pyc', [], ['sourceless']],
  ['ConfigParser.pyc', [], ['sourceless']],
  ['imp.pyc', [], ['sourceless']],
  ['a.txt', [], ['renamed-bytecode']],
  ['__pycache__/data', [], ['renamed-bytecode']],
])('%s beside %j: %j', (path, others, codes) => {
  expect(errors(path, others)).toEqual(codes);
});

test('for Python 2 its own library counts, also inside a package', () => {
  const old = parsePyc(readCase('modes/cpython-27.timestamp.0.pyc'));
  expect(errors('pkg/ConfigParser.pyc', ['pkg/__init__.py'], old)).toContain('shadowing');
  expect(errors('pkg/user.pyc', ['pkg/__init__.py'], old)).not.toContain('shadowing');
  expect(errors('user.pyc', [], old)).toContain('shadowing');
  expect(errors('asyncio.pyc', [], old)).not.toContain('shadowing');
});

test.each([
  ['tomllib', 310, false],
  ['tomllib', 311, true],
  ['imp', 311, true],
  ['imp', 312, false],
  ['telnetlib', 313, false],
  ['typing', 304, false],
  ['annotationlib', 314, true],
  ['json', undefined, true],
  ['tomllib', undefined, false],
  ['ConfigParser', 207, true],
  ['enum', 207, false],
])('%s is a standard module of %s: %s', (name, version, isOne) => {
  expect(isStandardModule(name, version)).toBe(isOne);
});

test('a folder takes the place of the library where a script in it is run', () => {
  const subject = {
    path: 'tool/json.pyc' as BytePath,
    bytecode: plain,
    source: null,
    exists: () => false,
  };
  expect(folderToSearchForScripts(subject)).toBe('tool/');
  expect(folderToSearchForScripts({ ...subject, path: 'tool/spam.pyc' as BytePath })).toBeUndefined();
  expect(folderToSearchForScripts({ ...subject, path: 'json.pyc' as BytePath })).toBeUndefined();
  const codes = bytecodeFindings({ ...subject, hasScript: true }).map(({ code }) => code);
  expect(codes).toEqual(['sourceless', 'shadowing']);
});

test.each([
  ['alice', 'warning'],
  ['runner', 'note'],
  ['Administrator', 'note'],
])('the path of the user %s is a %s', (user, severity) => {
  const bytecode = parsePyc(pyc313(code({ filename: text(`/home/${user}/m.py`) })));
  const findings = bytecodeFindings({
    path: 'm.pyc' as BytePath,
    bytecode,
    source: null,
    exists: () => true,
  });
  expect(findings.map((each) => each.severity)).toEqual([severity]);
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

  const CURRENT = Buffer.from('x = 1 # reviewed');
  /** 3.13 records the time and size of a source, or its hash; 2.7 the time alone. */
  const timed = (size: number): Buffer => {
    const fields = Buffer.alloc(12);
    fields.writeUInt32LE(1_700_000_000, 4);
    fields.writeUInt32LE(size, 8);
    return fields;
  };
  const evil = code({ names: tuple(text('evil')) });
  const of27 = parsePyc(readCase('modes/cpython-27.timestamp.0.pyc'));

  test('a letter alone, where the time of the source is not known, is a warning', () => {
    const renamed = code({ names: tuple(text('i')) });
    const severities = (sourceTime?: number): string[] =>
      bytecodeFindings({
        path: 'm.pyc' as BytePath,
        bytecode: parsePyc(header(3571, timed(CURRENT.length), renamed)),
        source: CURRENT,
        exists: () => true,
        ...(sourceTime !== undefined && { sourceTime }),
      }).flatMap((each) => (each.code === 'foreign-names' ? [each.severity] : []));
    expect(severities()).toEqual(['warning']);
    expect(severities(1_700_000_000)).toEqual(['error']);
  });

  test.each([
    ['of the size of its source', parsePyc(header(3571, timed(CURRENT.length), evil)), undefined, 'error'],
    ['of another size', parsePyc(header(3571, timed(7), evil)), undefined, 'note'],
    ['of 2.7, whose time git does not keep', of27, undefined, 'warning'],
    ['of 2.7, of the time of its source', of27, of27.header?.mtime, 'error'],
    ['of 2.7, older than its source', of27, (of27.header?.mtime ?? 0) + 1, 'note'],
  ] as const)('foreign names %s are told as %s', (_, bytecode, sourceTime, severity) => {
    const findings = bytecodeFindings({
      path: 'm.pyc' as BytePath,
      bytecode,
      source: CURRENT,
      exists: () => true,
      ...(sourceTime !== undefined && { sourceTime }),
    });
    const [told] = findings.filter((finding) => finding.code === 'foreign-names');
    expect(told?.severity).toBe(severity);
    expect(told?.message.startsWith('is older than its source')).toBe(severity !== 'error');
  });

  test('bytecode whose hash nobody compares is run, whatever its source has become', () => {
    const unchecked = Buffer.from([1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const findings = bytecodeFindings({
      path: '__pycache__/m.cpython-313.pyc' as BytePath,
      bytecode: parsePyc(header(3571, unchecked, evil)),
      source: CURRENT,
      exists: () => true,
    });
    expect(findings.map((each) => [each.code, each.severity])).toContainEqual(['foreign-names', 'error']);
  });

  test('what pytest adds to a test is none of it, and everything else still is', () => {
    const rewritten = using('@py_builtins', '@pytest_ar', '_pytest.assertion.rewrite', '_saferepr', 'evil');
    const source = Buffer.from('assert spam');
    expect(foreignNames(rewritten, source, true)).toEqual(['evil']);
    expect(foreignNames(rewritten, source)).toHaveLength(5);
    for (const [name, isOne] of [
      ['tests/__pycache__/test_a.cpython-312-pytest-8.3.2.pyc', true],
      ['tests/__pycache__/test_a.cpython-27-PYTEST.pyc', true],
      ['tests/__pycache__/test-pytest.cpython-312.pyc', false],
      ['tests/__pycache__/test_a.cpython-312.pyc', false],
    ] as const)
      expect(isWrittenByPytest(name as BytePath)).toBe(isOne);
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
        source: Buffer.alloc(0),
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
