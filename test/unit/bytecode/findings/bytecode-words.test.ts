import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { bytecodeWords } from '../../../../src/bytecode/findings/bytecode-words.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { code, int32, pyc313, tuple } from '../../../helpers/marshal-writer.ts';

const raw = (content: string): Buffer =>
  Buffer.concat([Buffer.from('s'), int32(content.length), Buffer.from(content, 'latin1')]);

// the right column is what Python 3.13 prints
test.each([
  ["it's \xff", `b"it's \\xff"`],
  ['say "it" \xff', `b'say "it" \\xff'`],
  [`it's "it" \xff`, `b'it\\'s "it" \\xff'`],
  ["'\\\t\n\r\0\x7f\x80", `b"'\\\\\\t\\n\\r\\x00\\x7f\\x80"`],
  ['\xed\xa0\x80', `b'\\xed\\xa0\\x80'`],
  ['plain', 'plain'],
  ['gr\xc3\xb6\xc3\x9fer', 'größer'],
  ['\xef\xbf\xbd', '\ufffd'],
  ['\xef\xbb\xbfx', '\ufeffx'],
])('the bytes %j are written as Python writes them', (content, written) => {
  expect(bytecodeWords(parsePyc(pyc313(code({ consts: tuple(raw(content)) })))).strings).toEqual([written]);
});
