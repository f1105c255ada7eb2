import { describe, expect, test } from '@jest/globals';
import { toText } from '../../../src/model/byte-path.ts';
import { safeText } from '../../../src/model/safe-text.ts';
import { github } from '../../../src/report/github.ts';
import { failed, HOSTILE_NAMES, MANY, manyFound, reportOf } from '../../helpers/report.ts';

const decode = (text: string): string =>
  text.replace(/%(25|0D|0A|3A|2C)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Reads a line as the runner does: `::command key=value,key=value::data`. */
function parse(line: string) {
  const [, command = '', list = '', data = ''] = /^::([a-z]+) (.*?)::(.*)$/.exec(line) ?? [];
  const properties = Object.fromEntries(
    list.split(',').map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), decode(pair.slice(equals + 1))];
    }),
  );
  return { command, properties, data: decode(data) };
}

const commands = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('::'))
    .map(parse);

describe('GitHub annotations', () => {
  test('every finding is one command with its file, whatever the name holds', () => {
    const found = commands(github(manyFound()));
    expect(found).toHaveLength(MANY.length);
    expect(found.slice(0, HOSTILE_NAMES.length).map(({ properties }) => properties.file)).toEqual(
      HOSTILE_NAMES.map((name) => toText(name).replace(/[^\r\n]+/g, safeText)),
    );
  });

  test('severity, line and title', () => {
    expect(commands(github(manyFound())).slice(-3)).toEqual([
      {
        command: 'warning',
        properties: { file: 'sub/.gitignore', line: '7', title: 'pyc-guard ignore-negated' },
        data: 'sub/.gitignore: this exception undoes *.pyc',
      },
      {
        command: 'notice',
        properties: { file: '.gitattributes', line: '1', title: 'pyc-guard allow-unused' },
        data: '.gitattributes: matches nothing',
      },
      {
        command: 'error',
        properties: { title: 'pyc-guard hook-absent' },
        data: 'the gate is not installed',
      },
    ]);
  });

  test('what the log shows holds no control characters', () => {
    for (const { data } of commands(github(manyFound()))) expect(data).toMatch(/^[^\p{Cc}\u202e]*$/u);
  });

  test('it ends with what it comes to', () => {
    expect(github(reportOf())).toBe('0 cache files in 0 paths: clean\n');
  });

  test('a failed run is an error with the way out', () => {
    expect(commands(github(failed()))).toEqual([
      {
        command: 'error',
        properties: { title: 'pyc-guard' },
        data: 'this is not a git repository\nGo to one, or name it with -C; `git init` makes one.',
      },
    ]);
  });
});
