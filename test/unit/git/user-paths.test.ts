import { describe, expect, test } from '@jest/globals';
import { homeFolder } from '../../../src/git/user-paths.ts';

const DRIVE = { HOMEDRIVE: 'H:', HOMEPATH: '\\me' };
const PROFILE = { USERPROFILE: 'C:\\Users\\me' };

const ROWS: readonly (readonly [string, NodeJS.Platform, Record<string, string>, string])[] = [
  ['HOME first', 'win32', { HOME: 'D:\\home', ...DRIVE, ...PROFILE }, 'D:\\home'],
  ['the home drive before the profile', 'win32', { ...DRIVE, ...PROFILE }, 'H:\\me'],
  [
    'the profile where the drive is no folder',
    'win32',
    { ...DRIVE, HOMEDRIVE: 'X:', ...PROFILE },
    'C:\\Users\\me',
  ],
  ['the profile where half of it is set', 'win32', { HOMEPATH: '\\me', ...PROFILE }, 'C:\\Users\\me'],
  ['an empty HOME is none', 'win32', { HOME: '', ...PROFILE }, 'C:\\Users\\me'],
  ['HOME elsewhere', 'linux', { HOME: '/home/me', ...DRIVE, ...PROFILE }, '/home/me'],
  ['nothing of Windows elsewhere', 'darwin', { ...DRIVE, ...PROFILE }, '/the/system/says'],
];

describe('the home is where git takes it to be', () => {
  test.each(ROWS)('%s', (_name, platform, env, expected) => {
    const isFolder = (path: string) => path.startsWith('H:');
    expect(homeFolder({ platform, env, isFolder, systemHome: () => '/the/system/says' })).toBe(expected);
  });
});
