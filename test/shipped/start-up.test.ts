import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cleanAndPolluted } from '../helpers/clean-and-polluted.ts';
import { count } from '../helpers/count-starts.ts';
import { GUARD } from '../helpers/repo.ts';

describe('how the shipped program starts', () => {
  const { clean, polluted } = cleanAndPolluted();

  test('--version starts no process and loads no more than the parser and the list of commands', () => {
    const version = count(clean, ['--version']);
    expect(version).toMatchObject({ code: 0, gits: [], slow: [] });
    expect(version.modules).not.toEqual(expect.arrayContaining(['child_process']));
    expect(version.modules).not.toEqual(expect.arrayContaining(['assert']));
    expect(version.modules).not.toEqual(expect.arrayContaining(['crypto']));
    expect(version.files.length).toBeLessThanOrEqual(2);
    expect(version.size).toBeLessThan(205_000);
  });

  test('check loads few files, and nothing that writes or reads bytecode', () => {
    const { files, size, modules } = count(clean, ['check']);
    expect(modules).not.toEqual(expect.arrayContaining(['crypto']));
    expect(files.length).toBeLessThanOrEqual(2);
    expect(size).toBeLessThan(205_000);
    const holders = (text: string, among: readonly string[]): string[] =>
      among.filter((name) => readFileSync(name, 'utf8').includes(text)).map((name) => basename(name));
    const all = readdirSync(dirname(GUARD))
      .filter((name) => name.endsWith('.js'))
      .map((name) => join(dirname(GUARD), name));
    // of simple-git, of `fix --commit`, of the detector, of the bytecode reader
    const foreign = ['restricted characters', 'git commit failed with exit code', 'secretlint', 'too deep'];
    for (const text of foreign) {
      expect([text, holders(text, files)]).toEqual([text, []]);
      expect([text, holders(text, all).length]).not.toEqual([text, 0]);
    }
  });

  test.each([['check', '--tracked'], ['untrack', '--dry-run'], ['fix']])(
    '%s %s loads no tables of characters',
    (...args) => {
      expect(count(polluted, args).slow).toEqual([]);
    },
  );
});
