import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { prefixedTexts } from '../../../../src/bytecode/read/prefixed-texts.ts';

const length = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(n);
  return bytes;
};
const textsOf = (...parts: readonly (Buffer | string)[]): string[] =>
  prefixedTexts(Buffer.concat(parts.map((part) => Buffer.from(part))), 0, 100).map(({ text }) => text);

test('a text ends where its length says, not at the type of what follows', () => {
  expect(textsOf(length(6), 'secret', 's', length(5), 'other')).toEqual(['secret', 'other']);
});

test('a number that is no length does not cut a text in two', () => {
  expect(textsOf(length(9), 'one ghp_abcdefghijklmnop', Buffer.of(0))).toEqual(['one ghp_abcdefghijklmnop']);
});
