import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { safeText } from '../../../src/model/safe-text.ts';
import { shellQuote } from '../../../src/model/shell-quote.ts';

const WORDS = [
  'plain/path.txt',
  'a:b',
  '',
  'two words',
  "it's",
  '$HOME `id` "x" \\n %s',
  'new\nline',
  'at the start of \x1b[2J',
  '\u200bfirst',
  'last\u202e',
  "before a quote \u202e'",
  'before digits \x1b7',
  'family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}/.git',
  'soft\u00ad\u200d7 and é',
];

test.each(WORDS)('a shell reads %j as it is, and the terminal gets nothing unsafe', (word) => {
  const quoted = shellQuote(word);
  expect(safeText(quoted)).toBe(quoted);
  const { stdout } = spawnSync('sh', ['-c', `printf '[%s]' ${quoted}`], { encoding: 'utf8' });
  expect(stdout).toBe(`[${word}]`);
});
