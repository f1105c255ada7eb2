import { describe, expect, test } from '@jest/globals';
import { decide, macrosOf, parseAttributes } from '../../../src/model/attribute-lines.ts';

const decided = (text: string) => {
  const all = parseAttributes(text);
  const lines = all.filter(({ macro }) => macro === undefined).toReversed();
  const decision = decide('pyc-guard', lines, macrosOf([all]));
  return decision === null ? null : [decision.state, decision.by.line];
};

describe('the line that decides over an attribute', () => {
  test.each([
    ['* -pyc-guard', ['unset', 1]],
    ['* -pyc-guard\n* text', ['unset', 1]],
    ['* -pyc-guard\n* pyc-guard', ['set', 2]],
    ['* -pyc-guard\n* !pyc-guard', ['unspecified', 2]],
    ['* -pyc-guard\n* pyc-guard=no', ['value', 2]],
    ['* pyc-guard -pyc-guard', ['unset', 1]],
    ['* -pyc-guard pyc-guard', ['set', 1]],
    ['[attr]m -pyc-guard\n* m', ['unset', 2]],
    ['[attr]m -pyc-guard\n* -m', null],
    ['[attr]m -pyc-guard\n* m\n* -m', null],
    ['[attr]m -pyc-guard\n* pyc-guard m', ['unset', 2]],
    ['[attr]m pyc-guard\n[attr]m -pyc-guard\n* m', ['unset', 3]],
    ['[attr]a b\n[attr]b a -pyc-guard\n* a', ['unset', 3]],
    ['# -pyc-guard\n\n*', null],
    ['\ufeff* -pyc-guard'.replace('\ufeff', '\xef\xbb\xbf'), ['unset', 1]],
    ['"a b" -pyc-guard\r', ['unset', 1]],
    ['* -pyc-guard in/valid', null],
    [`${'x'.repeat(2048)} -pyc-guard`, null],
  ])('%j', (text, expected) => {
    expect(decided(text)).toEqual(expected);
  });
});
