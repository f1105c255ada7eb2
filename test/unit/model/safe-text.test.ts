import { describe, expect, test } from '@jest/globals';
import { fromText } from '../../../src/model/byte-path.ts';
import { cacheFile } from '../../../src/model/findings.ts';
import { safeJson, safeText } from '../../../src/model/safe-text.ts';
import { human } from '../../../src/report/human.ts';
import { RENDERERS } from '../../../src/report/renderers.ts';
import type { Report } from '../../../src/report/report.ts';
import { reportOf } from '../../helpers/report.ts';

/** One of each kind, by code point; the escapes keep them out of this file. */
const INVISIBLE = [
  0x00, 0x08, 0x1b, 0x7f, 0x85, 0x9b, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e,
  0x2000, 0x2007, 0x200b, 0x200d, 0x200e, 0x2028, 0x2029, 0x202e, 0x2060, 0x2066, 0x206f, 0x2800, 0x3164,
  0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xffff, 0x1bca0, 0x1d173, 0x1d159, 0xe0001, 0xe0041, 0xe0100,
  0xf0000, 0x10ffff,
].map((code) => String.fromCodePoint(code));

const VISIBLE = ['plain', 'a b', 'über', '文件夹', '🐍', 'a::b', '# a[0]', '#[x]', 'x\u3000y', 'ко'];

const COMMANDS = [
  '::add-mask::x',
  '::error file=a::b',
  ' \t::stop-commands::x',
  '\u2003::debug::x',
  '##[add-mask]x',
  'a ##[error]b',
  '###[group]x',
  '##vso[task.setvariable variable=x]y',
  '##teamcity[message text=x]',
];

/** As the runners read a line (`ActionCommand.TryParseV2`, `TryParse`, and their kin). */
const acts = (line: string): boolean => line.trim().startsWith('::') || /##\w*\[/.test(line);

/** The one format that consists of such commands. */
const { github, ...others } = RENDERERS;

const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  ...others,
  human: (report) => {
    const { out, err } = human(report, {
      color: false,
      quiet: false,
      verbose: true,
      terminal: true,
      program: 'pyc-guard',
    });
    return out + err;
  },
};

const reportWith = (name: string): Report =>
  reportOf({
    findings: [{ ...cacheFile(fromText(`${name}.pyc`), 'pyc'), message: `${name} does not belong here` }],
    warnings: [{ code: 'not-inspected', message: `not looked into: ${name}` }],
  });

describe('safeText', () => {
  test.each(INVISIBLE)('%j is written as an escape', (char) => {
    expect(safeText(`a${char}b`)).toMatch(/^a\\(\w|u\{[0-9a-f]+\})b$/);
  });

  test.each(VISIBLE)('%j stays', (text) => expect(safeText(text)).toBe(text));

  test.each(COMMANDS)('%j is no command any more', (text) => {
    expect(acts(text)).toBe(true);
    expect(acts(safeText(text))).toBe(false);
  });

  test('a lone half of a surrogate pair is an escape', () => {
    expect(safeText('a\ud800b')).toBe('a\\u{d800}b');
  });
});

test('safeJson means the same and holds nothing unsafe', () => {
  const value = { [`${INVISIBLE.join('')}`]: [...COMMANDS, ...VISIBLE, '\\##[x]', '\ud83d'] };
  const text = safeJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text.split('\n').some(acts)).toBe(false);
  expect(text).not.toMatch(/(?!\n)[\p{C}\p{Default_Ignorable_Code_Point}]/u);
});

describe.each(Object.keys(FORMATS))('the format %s', (format) => {
  test.each(COMMANDS)('a file named %j is no command in it', (name) => {
    const text = FORMATS[format]?.(reportWith(name)) ?? '';
    expect(text.split(/[\n\r]/).filter(acts)).toEqual([]);
  });

  test('holds nothing that is invisible', () => {
    const text = FORMATS[format]?.(reportWith(INVISIBLE.join(''))) ?? '';
    expect(text).not.toMatch(/(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
  });
});

test('the format github has no line that acts but its own annotations, and nothing invisible in them', () => {
  for (const name of [...COMMANDS, INVISIBLE.join('')]) {
    const lines = github(reportWith(name)).split('\n').filter(acts);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning) [^:]*::/);
      expect(line).not.toMatch(/##\w*\[|(?!\n)[\p{C}\p{Default_Ignorable_Code_Point}]/u);
    }
  }
});
