import { describe, expect, test } from '@jest/globals';
import {
  expectNativePath,
  gitScriptsAlong,
  gitsAlong,
  type ProgramSearch,
  programFolders,
} from '../../../src/git/find-program.ts';

/** A search among files that are said to be there. */
const search = (
  platform: NodeJS.Platform,
  path: string,
  files: readonly string[],
  foreign?: string,
): ProgramSearch => ({
  platform,
  path,
  isProgram: (file) => files.includes(file),
  isForeign: (folder) => foreign !== undefined && folder.startsWith(foreign),
});

describe('on Linux and macOS', () => {
  test('git is looked for in the absolute folders of PATH alone, in their order', () => {
    const files = ['git', './git', 'bin/git', '/usr/bin/git', '/opt/bin/git'];
    for (const path of [
      '/opt/bin:/usr/bin',
      ':/opt/bin:/usr/bin',
      '.:/opt/bin::bin:./bin:../bin:/usr/bin:',
      '~/bin:/none:/opt/bin:/usr/bin',
    ])
      expect(gitsAlong(search('linux', path, files))).toEqual(['/opt/bin/git', '/usr/bin/git']);
  });

  test('nothing is found where PATH has no absolute folder', () => {
    for (const path of ['', ':', '.', 'bin:', '::.']) {
      expect(gitsAlong(search('linux', path, ['git', './git', 'bin/git', '/git']))).toEqual([]);
    }
  });

  test('what the repository brings is passed over, and so is what npm puts in front', () => {
    const files = [
      '/work/repo/bin/git',
      '/work/repo/node_modules/.bin/git',
      '/x/node_modules/.bin/git',
      '/usr/bin/git',
    ];
    const path = '/work/repo/node_modules/.bin:/x/node_modules/.bin/:/work/repo/bin:/usr/bin';
    expect(gitsAlong(search('darwin', path, files, '/work/repo'))).toEqual(['/usr/bin/git']);
  });
});

describe('on Windows', () => {
  test('only folders on a drive or share count, quoted or not', () => {
    const path = 'bin;.;;C:bin;\\bin;"C:\\Program Files\\Git\\cmd";\\\\server\\share;D:/tools';
    expect(programFolders(search('win32', path, []))).toEqual([
      'C:\\Program Files\\Git\\cmd',
      '\\\\server\\share',
      'D:/tools',
    ]);
  });

  test('git.exe is taken, never the git.exe of the current folder', () => {
    const files = ['git.exe', '.\\git.exe', 'C:\\Git\\cmd\\git.exe'];
    expect(gitsAlong(search('win32', '.;;C:\\Git\\cmd', files))).toEqual(['C:\\Git\\cmd\\git.exe']);
  });

  test('a git.cmd, which cannot be started without a shell, is passed over and named where it is all there is', () => {
    const files = ['C:\\shims\\git.cmd', 'C:\\Git\\git.exe'];
    expect(gitsAlong(search('win32', 'C:\\shims;C:\\Git', files))).toEqual(['C:\\Git\\git.exe']);
    expect(gitsAlong(search('win32', 'C:\\shims', files))).toEqual([]);
    expect(gitScriptsAlong(search('win32', 'C:\\shims', files))).toEqual(['C:\\shims\\git.cmd']);
  });
});

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
