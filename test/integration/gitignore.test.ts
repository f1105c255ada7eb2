import { describe, expect, test } from '@jest/globals';
import { IGNORE_LINES } from '../../src/gitignore/ignore-lines.ts';
import { patchIgnore } from '../../src/gitignore/patch-ignore.ts';
import { readRules } from '../../src/gitignore/read-rules.ts';
import { RuleSet } from '../../src/gitignore/rule-set.ts';
import { sampleCaches } from '../../src/gitignore/sample-caches.ts';
import { MATRIX, MATRIX_PATHS } from '../cases/gitignore/matrix.ts';
import { type GitVerdict, withCheckIgnore } from '../helpers/check-ignore.ts';
import { bytes, latin1 } from '../helpers/latin1.ts';

const PROBES: readonly string[] = IGNORE_LINES.flatMap(sampleCaches);

const ignoredIn = (verdicts: ReadonlyMap<string, GitVerdict>, paths: readonly string[]): string[] =>
  paths.filter((path) => verdicts.get(path)?.ignored);

describe('each row of the matrix', () => {
  const marks = (ignored: readonly string[]) =>
    MATRIX_PATHS.map((path) => (ignored.includes(path) ? 'X' : '.')).join('');

  test('is what git says, before and after the patch', () => {
    withCheckIgnore((checkIgnore) => {
      for (const [file, ignored] of MATRIX) {
        expect([file, marks(ignoredIn(checkIgnore(file, MATRIX_PATHS), MATRIX_PATHS))]).toEqual([
          file,
          ignored,
        ]);
        const set = new RuleSet(readRules(file));
        expect([file, marks(MATRIX_PATHS.filter((path) => set.verdict(path).ignored))]).toEqual([
          file,
          ignored,
        ]);

        const { after, problems } = patchIgnore(bytes(file));
        const holes = PROBES.length - ignoredIn(checkIgnore(latin1(after), PROBES), PROBES).length;
        const excused = problems.some(({ code }) => code === 'ignore-negated') || after.includes(0);
        if (!excused) expect([file, holes]).toEqual([file, 0]);
      }
    });
  });

  test('half in UTF-16 is patched where git can read it', () => {
    withCheckIgnore((checkIgnore) => {
      const halves = MATRIX.filter(([file]) => file.startsWith('lib/\n'));
      expect(halves).toHaveLength(3);
      for (const [file] of halves) {
        const { after } = patchIgnore(bytes(file));
        expect(ignoredIn(checkIgnore(latin1(after), PROBES), PROBES)).toEqual(PROBES);
      }
    });
  });
});
