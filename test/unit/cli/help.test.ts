import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { commandHelp, helpFor, programHelp } from '../../../src/cli/help.ts';
import { COMMAND_NAMES } from '../../../src/model/commands.ts';

const PAGES: readonly (readonly [string, string])[] = [
  ['the program', programHelp(COMMANDS)],
  ...COMMANDS.map((each) => [each.command, commandHelp(each)] as const),
];

describe.each(PAGES)('the help of %s', (_name, page) => {
  test('fits 80 columns', () => {
    expect(page.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('has nothing of how yargs writes', () => {
    expect(page).not.toMatch(/\[(?:boolean|string|array)\]|\[default|\[choices/);
  });
});

test('every command is in the help, and has two examples at least', () => {
  expect(COMMANDS.map(({ command }) => command).sort()).toEqual([...COMMAND_NAMES].sort());
  for (const { command, help } of COMMANDS) {
    expect([command, help.examples.length]).toEqual([command, expect.any(Number)]);
    expect(help.examples.length).toBeGreaterThanOrEqual(2);
    for (const [line] of help.examples) expect(line.split(' ')[0]).toBe(command);
  }
});

test('an option with a value names the value', () => {
  for (const { command, help } of COMMANDS) {
    for (const [name, { type, metavar }] of Object.entries(help.options)) {
      if (type !== 'boolean') expect([command, name, metavar]).toEqual([command, name, expect.any(String)]);
    }
  }
});

test('help on what is no command names the nearest', () => {
  expect(() => helpFor(COMMANDS, 'chek')).toThrow('no command "chek" (did you mean "check"?)');
});
