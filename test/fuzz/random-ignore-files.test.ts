import { describe, expect, test } from '@jest/globals';
import { IGNORE_LINES } from '../../src/gitignore/ignore-lines.ts';
import { patchIgnore } from '../../src/gitignore/patch-ignore.ts';
import { readRules } from '../../src/gitignore/read-rules.ts';
import { RuleSet } from '../../src/gitignore/rule-set.ts';
import { probesOf } from '../../src/gitignore/sample-caches.ts';
import { unpatchIgnore } from '../../src/gitignore/unpatch-ignore.ts';
import { withCheckIgnore } from '../helpers/check-ignore.ts';
import { bytes, latin1 } from '../helpers/latin1.ts';
import { RANDOM_PATHS, randomIgnoreFile } from '../helpers/random-ignore-files.ts';

const PROBES: readonly string[] = IGNORE_LINES.flatMap(probesOf);
const OURS = /\.py[cod]$|\$py\.class$|(?:^|\/)__pycache__\//;

describe('random files', () => {
  const PATHS = [...new Set([...RANDOM_PATHS, ...PROBES])];
  const SEEDS = Array.from({ length: 250 }, (_, seed) => seed + 1);

  test('are read as git reads them', () => {
    withCheckIgnore((checkIgnore) => {
      for (const file of SEEDS.map(randomIgnoreFile)) {
        const set = new RuleSet(readRules(file));
        const ours = PATHS.map((path) => ({ path, ...set.verdict(path) })).map(({ path, ignored, rule }) =>
          ignored ? `${path} ${rule?.line}` : path,
        );
        const git = checkIgnore(file, PATHS);
        const theirs = PATHS.map((path) => ({ path, ...git.get(path) })).map(({ path, ignored, line }) =>
          ignored ? `${path} ${line}` : path,
        );
        expect({ file, verdicts: ours }).toEqual({ file, verdicts: theirs });
      }
    });
  });

  test('are patched so that git ignores caches, keeps exceptions and changes nothing else', () => {
    withCheckIgnore((checkIgnore) => {
      for (const file of SEEDS.map(randomIgnoreFile)) {
        const { after, problems } = patchIgnore(bytes(file));
        const was = checkIgnore(file, PATHS);
        const is = checkIgnore(latin1(after), PATHS);
        const reported = new Set(
          problems.filter(({ code }) => code === 'ignore-negated').map((p) => p.pattern),
        );
        const wrong = PATHS.filter((path) => {
          const before = was.get(path);
          const now = is.get(path);
          if (before === undefined || now === undefined) return true;
          if (before.ignored !== now.ignored && (before.ignored || !OURS.test(path))) return true;
          if (!now.ignored && PROBES.includes(path) && reported.size === 0) return true;
          return now.ignored && isException(before.pattern, path) && !reported.has(before.pattern);
        });
        expect({ file, after: latin1(after), wrong }).toEqual({ file, after: latin1(after), wrong: [] });
      }
    });
  });

  /** `!keep.pyc` says nothing of what lies in an ignored `__pycache__`; only what names the folder does. */
  const isException = (pattern: string, path: string): boolean =>
    /^!.*(?:\.py[co[]|class|pycache)/.test(pattern) &&
    (pattern.includes('__pycache__') || !path.includes('__pycache__/'));

  test('are the same after a second patch, hold what they held, and lose it all again', () => {
    for (const before of SEEDS.map(randomIgnoreFile)) {
      const { after } = patchIgnore(bytes(before));
      expect(latin1(patchIgnore(after).after)).toBe(latin1(after));
      expect(latin1(unpatchIgnore(after).after)).toBe(before);
    }
  });
});
