import { expect, test } from '@jest/globals';
import { expectNativePath } from '../../../src/git/repository.ts';

test.each([
  ['/c/repo/.git', 'win32', true],
  ['/cygdrive/c/repo/.git', 'win32', true],
  ['/home/me/repo/.git', 'win32', true],
  ['C:/repo/.git', 'win32', false],
  ['//server/share/repo/.git', 'win32', false],
  ['', 'win32', false],
  ['/c/repo/.git', 'linux', false],
] as const)('a git that calls its directory %j on %s: refused %s', (path, platform, refused) => {
  let code = '';
  try {
    expectNativePath(path, platform);
  } catch (error) {
    code = (error as { code: string }).code;
  }
  expect(code).toBe(refused ? 'unsupported-git' : '');
});
