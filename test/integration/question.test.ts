import { expect, test } from '@jest/globals';
import { filesIn, plainFolder, plant } from '../helpers/plain-folder.ts';
import { typeAtQuestion } from '../helpers/type-at-question.ts';

test.each([
  ['Ctrl-C', '\\x03', 130, /\n.*error:.* interrupted/],
  ['an end of input', '\\x04', 0, /\n(?!.*error:).*nothing was deleted/],
  ['no', 'n\\r', 0, /\n(?!.*error:).*nothing was deleted/],
])('%s at the question leaves everything as it is', (_name, keys, code, message) => {
  const folder = plainFolder();
  plant(folder, '.coverage');
  const ran = folder.run(...typeAtQuestion(keys, 'clean', '--debris', 'coverage'));
  expect(ran.stdout).toMatch(message);
  expect(ran.code).toBe(code);
  expect(filesIn(folder)).toEqual(['.coverage']);
});
