import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { compiledFrom, userOf } from '../../../../src/bytecode/findings/compiled-from.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { code, pyc313, text } from '../../../helpers/marshal-writer.ts';

test.each([
  ['/home/alice/m.py', 'alice'],
  ['/var/home/alice/m.py', 'alice'],
  ['/Users/alice/m.py', 'alice'],
  ['C:\\Users\\Alice B\\m.py', 'Alice B'],
  ['c:/users/alice/m.py', 'alice'],
  ['C:\\Documents and Settings\\alice\\m.py', 'alice'],
  ['\\\\?\\C:\\Users\\alice\\m.py', 'alice'],
  ['/mnt/c/Users/alice/m.py', 'alice'],
  ['/c/Users/alice/m.py', 'alice'],
  ['/root/m.py', 'root'],
])('%s is a file of %s', (path, user) => {
  expect(userOf(path)).toBe(user);
});

test.each([
  'm.py',
  './home/alice/m.py',
  '/usr/lib/python3/m.py',
  '/home/m.py',
  'C:\\Users\\Public\\m.py',
  '<string>',
])('%s names nobody', (path) => {
  expect(userOf(path)).toBeUndefined();
});

test('the path is found also where the code can not be read', () => {
  const whole = pyc313(code({ filename: text('/home/bob/project/a b.py') }));
  const expected = [{ path: '/home/bob/project/a b.py', user: 'bob' }];
  expect(compiledFrom(parsePyc(whole))).toEqual(expected);
  const noise = Buffer.concat([whole.subarray(0, 16), Buffer.from('?'), whole.subarray(17)]);
  expect(parsePyc(noise).status).toBe('fallback');
  expect(compiledFrom(parsePyc(noise))).toEqual(expected);
});
