import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { safeText } from '../../../src/model/safe-text.ts';
import {
  changeFolder,
  currentShell,
  inOrder,
  needsSh,
  setVariable,
  shellQuote,
} from '../../../src/model/shell-quote.ts';
import { testWith } from '../../helpers/needs.ts';

const WORDS = [
  'plain/path.txt',
  'a:b',
  '',
  'two words',
  "it's",
  'tests/fixtures/**',
  'a,b;c&d|e(f)<g>@h~i#j{k}^l',
  '50%PATH%!!',
  '$HOME `id` "x" \\n %s',
  'new\nline',
  'at the start of \x1b[2J',
  '\u200bfirst',
  'last\u202e',
  "before a quote \u202e'",
  'before digits \x1b7',
  'family \u{1f468}\u200d\u{1f469}\u200d\u{1f467}/.git',
  'soft\u00ad\u200d7 and é',
  '\u201ccurly\u201d \u2018quotes\u2019',
];

testWith('POSIX programs').each(WORDS)(
  'sh reads %j as it is, and the terminal gets nothing unsafe',
  (word) => {
    const quoted = shellQuote(word, 'sh');
    expect(safeText(quoted)).toBe(quoted);
    const { stdout } = spawnSync('sh', ['-c', `printf '[%s]' ${quoted}`], { encoding: 'utf8' });
    expect(stdout).toBe(`[${word}]`);
  },
);

/** What may stand in double quotes in all of them, or bare: their manuals name what else is special. */
const FOR_ALL = /^(?:[\w./:+=-]+|"[^"$`\\!%\u201c-\u201f]*")$/;

describe('a word is quoted alike for every shell where that can be', () => {
  test.each(WORDS.slice(0, 7))('%j', (word) => {
    for (const shell of ['sh', 'cmd', 'powershell'] as const) {
      const quoted = shellQuote(word, shell);
      expect(quoted).toMatch(FOR_ALL);
      expect(quoted.replace(/^"|"$/g, '')).toBe(word);
    }
  });
});

describe('where it can not, for the shell we are in', () => {
  test.each([
    ['cmd', 'C:\\my $files\\', '"C:\\my $files\\\\"'],
    ['powershell', 'C:\\my $files\\', "'C:\\my $files\\'"],
    ['powershell', "it's $5 \u2019", "'it''s $5 \u2019\u2019'"],
    ['sh', 'my $files', "'my $files'"],
  ] as const)('%s: %j', (shell, word, quoted) => {
    expect(shellQuote(word, shell)).toBe(quoted);
  });
});

describe('the shell we are in', () => {
  const USER =
    'C:\\Users\\me\\Documents\\WindowsPowerShell\\Modules;C:\\Program Files\\WindowsPowerShell\\Modules';
  test.each([
    ['linux', { PSModulePath: USER }, 'sh'],
    ['win32', { MSYSTEM: 'MINGW64', PSModulePath: USER }, 'sh'],
    ['win32', { PSModulePath: USER }, 'powershell'],
    ['win32', { PSModulePath: USER.replace('WindowsPowerShell', 'PowerShell') }, 'powershell'],
    ['win32', { PSModulePath: 'C:\\Program Files\\WindowsPowerShell\\Modules' }, 'cmd'],
    ['win32', {}, 'cmd'],
  ] as const)('on %s with %j it is %s', (platform, env, shell) => {
    expect(currentShell(platform, env)).toBe(shell);
  });
});

test('commands in order, folders and variables, as each shell writes them', () => {
  expect((['sh', 'cmd', 'powershell'] as const).map((shell) => inOrder(['a', 'b'], shell))).toEqual([
    'a && b',
    'a && b',
    'a; b',
  ]);
  expect((['sh', 'cmd', 'powershell'] as const).map((shell) => setVariable('SKIP', 'a,b', shell))).toEqual([
    'export SKIP=a,b',
    'set SKIP=a,b',
    '$env:SKIP = "a,b"',
  ]);
  expect((['sh', 'cmd', 'powershell'] as const).map((shell) => setVariable('SKIP', null, shell))).toEqual([
    'unset SKIP',
    'set SKIP=',
    'Remove-Item Env:SKIP',
  ]);
  expect((['sh', 'cmd', 'powershell'] as const).map((shell) => changeFolder('D:/my repo', shell))).toEqual([
    'cd "D:/my repo"',
    'cd /d "D:/my repo"',
    'cd "D:/my repo"',
  ]);
});

test('where sh is not at hand, a command that needs its programs says so and is the same command to sh', () => {
  expect(needsSh('rm -f x && y', 'sh')).toBe('rm -f x && y');
  for (const shell of ['cmd', 'powershell'] as const)
    expect(needsSh('rm -f x && y', shell)).toBe('rm -f x && y # in Git Bash');
});
