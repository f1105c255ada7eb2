import { describe, expect, test } from '@jest/globals';
import { bytecodeFindings } from '../../../../src/bytecode/findings/all-findings.ts';
import { compareSource } from '../../../../src/bytecode/findings/compare-source.ts';
import { foreignNames } from '../../../../src/bytecode/findings/foreign-names.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import type { BytePath } from '../../../../src/model/byte-path.ts';
import { differences, type OracleDump } from '../../../helpers/oracle.ts';
import { pycNames, pythonOf, readCase } from '../../../helpers/pyc-fixtures.ts';

const FIXTURES = ['rich', 'rich3'].flatMap((source) =>
  pycNames(source).map((tag) => ({ source, tag, python: pythonOf(tag) })),
);

describe.each(FIXTURES)('$source of $tag', ({ source, tag, python }) => {
  const bytecode = parsePyc(readCase(`${source}/${tag}.pyc`));
  const text = readCase(`${source}.py`);

  test('every field of every code object is what that Python itself reads', () => {
    const dump = JSON.parse(readCase(`${source}/${tag}.json`).toString()) as OracleDump;
    expect(dump.codes.length).toBeGreaterThan(5);
    expect(differences(bytecode, dump)).toEqual([]);
  });

  test('its magic number is named', () => {
    const implementation = tag.startsWith('pypy') ? 'PyPy' : 'CPython';
    expect(bytecode.header).toMatchObject({ implementation, python, validation: 'timestamp' });
  });

  test('no name is foreign to its source, normalized and mangled ones included', () => {
    expect(foreignNames(bytecode, text)).toEqual([]);
  });

  test('a name taken out of the source is foreign', () => {
    const without = Buffer.from(
      text.toString().replaceAll('SHARED', 'OTHERS').replaceAll('keyword_only', 'other'),
    );
    expect(foreignNames(bytecode, without)).toEqual([source === 'rich' ? 'SHARED' : 'keyword_only']);
  });

  test('beside its source the only finding is the path it was compiled from', () => {
    const path = `__pycache__/${source}.${tag}.pyc` as BytePath;
    const findings = bytecodeFindings({ path, bytecode, source: text, exists: () => true });
    expect(findings.map(({ code, severity }) => ({ code, severity }))).toEqual([
      { code: 'path-leak', severity: 'warning' },
    ]);
    expect(findings[0]?.message).toContain(`"alice": compiled from "/home/alice/project/${source}.py"`);
  });

  test('it agrees with its source, also after git changed the ends of lines, and not with another', () => {
    const withCrlf = Buffer.from(text.toString().replaceAll('\n', '\r\n'));
    const state = python === '2.7' ? 'unknown' : 'agrees';
    expect(compareSource(bytecode, text)).toBe(state);
    expect(compareSource(bytecode, withCrlf)).toBe(state);
    expect(compareSource(bytecode, null)).toBe('missing');
    expect(compareSource(bytecode, Buffer.from(`${text}#`))).toBe(python === '2.7' ? 'unknown' : 'differs');
  });
});
