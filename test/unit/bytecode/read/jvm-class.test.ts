import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { bytecodeFindings } from '../../../../src/bytecode/findings/all-findings.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../../../../src/bytecode/source/pseudo-source.ts';
import type { BytePath } from '../../../../src/model/byte-path.ts';

const utf8 = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([1, bytes.length >> 8, bytes.length & 255]), bytes]);

/** A constant pool as a Java compiler writes it; a long number takes two entries. */
function jvmClass(...texts: (string | Buffer)[]): Buffer {
  const pool = [
    Buffer.from([5, 0, 0, 0, 0, 0, 0, 0, 1]),
    Buffer.from([7, 0, 4]),
    ...texts.map((text) => utf8(Buffer.from(text as string))),
  ];
  const head = Buffer.from('cafebabe00000032', 'hex');
  return Buffer.concat([head, Buffer.from([0, texts.length + 4]), ...pool, Buffer.from('methods')]);
}

const jython = jvmClass(
  'org/python/core/PyObject',
  '/home/carol/m.py',
  'a constant',
  Buffer.from([0xc0, 0x80, 0x61]),
);

test('every string of a module that Jython compiled is read, and whose file it was', () => {
  const bytecode = parsePyc(jython);
  expect(bytecode).toMatchObject({ status: 'full', kind: 'jvm-class' });
  expect(bytecode.runs.map(({ text }) => text)).toEqual([
    ...['org/python/core/PyObject', '/home/carol/m.py', 'a constant', '\0a'],
  ]);
  expect(pseudoSource(bytecode).text).toContain('"a constant"\n');
  const path = 'm$py.class' as BytePath;
  const findings = bytecodeFindings({ path, bytecode, source: null, exists: () => true });
  expect(findings).toMatchObject([{ code: 'path-leak', message: expect.stringContaining('"carol"') }]);
});

test('a class that was cut anywhere is read as far as it goes', () => {
  for (let length = 50; length < jython.length - 30; length += 1)
    expect(parsePyc(jython.subarray(0, length)).status).toBe('partial');
});

test('a class of another language is no bytecode', () => {
  expect(parsePyc(jvmClass('java/lang/Object')).status).toBe('not-bytecode');
});
