import { describe, expect, test } from '@jest/globals';
import { IGNORE_LINES } from '../../src/gitignore/ignore-lines.ts';
import { patchIgnore } from '../../src/gitignore/patch-ignore.ts';
import { readRules } from '../../src/gitignore/read-rules.ts';
import { repairIgnore } from '../../src/gitignore/repair-ignore.ts';
import { RuleSet } from '../../src/gitignore/rule-set.ts';
import { lineFor, sampleCaches } from '../../src/gitignore/sample-caches.ts';
import { unpatchIgnore } from '../../src/gitignore/unpatch-ignore.ts';
import { withCheckIgnore } from '../helpers/check-ignore.ts';
import { bytes, latin1 } from '../helpers/latin1.ts';
import { RANDOM_PATHS, randomIgnoreFile } from '../helpers/random-ignore-files.ts';

const PROBES: readonly string[] = IGNORE_LINES.flatMap(sampleCaches);
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

  /** What a repair is about: the first half of what is let through must go, the other half must stay. */
  const halves = (file: string): { undone: string[]; spared: string[] } => {
    const set = new RuleSet(readRules(file));
    const open = PATHS.filter((path) => lineFor(path) !== undefined && !set.verdict(path).ignored);
    return {
      undone: open.filter((path) => !path.startsWith('tests/')),
      spared: open.filter((path) => path.startsWith('tests/')),
    };
  };

  test('are repaired so that git ignores every cache, keeps what is spared and changes nothing else', () => {
    withCheckIgnore((checkIgnore) => {
      for (const file of SEEDS.map(randomIgnoreFile)) {
        const before = latin1(patchIgnore(bytes(file)).after);
        const was = checkIgnore(before, PATHS);
        const { undone, spared } = halves(before);
        const all = { undone: [...undone, ...spared], spared: [] };
        const whole = latin1(repairIgnore(bytes(before), all).after);
        const part = latin1(repairIgnore(bytes(before), { undone, spared }).after);
        for (const [after, mustGo, mustStay] of [
          [whole, all.undone, []] as const,
          [part, [], spared] as const,
        ]) {
          const is = checkIgnore(after, PATHS);
          const changed = PATHS.filter((path) => was.get(path)?.ignored !== is.get(path)?.ignored);
          expect({ file, after, changed: changed.filter((path) => !OURS.test(path)) }).toEqual({
            file,
            after,
            changed: [],
          });
          expect(changed.filter((path) => was.get(path)?.ignored)).toEqual([]);
          expect({ after, left: mustGo.filter((path) => !is.get(path)?.ignored) }).toEqual({
            after,
            left: [],
          });
          expect({ after, lost: mustStay.filter((path) => is.get(path)?.ignored) }).toEqual({
            after,
            lost: [],
          });
        }
      }
    });
  });

  test('are the same after a second repair, and lose it all again', () => {
    for (const before of SEEDS.map(randomIgnoreFile)) {
      const patched = patchIgnore(bytes(before)).after;
      for (const given of [halves(latin1(patched)), { undone: [], spared: [] }]) {
        const { after } = repairIgnore(patched, given);
        expect(latin1(repairIgnore(after, given).after)).toBe(latin1(after));
        expect(latin1(patchIgnore(after).after)).toBe(latin1(after));
        expect(latin1(unpatchIgnore(after).after)).toBe(before);
      }
    }
  });

  test('are the same after a second patch, hold what they held, and lose it all again', () => {
    for (const before of SEEDS.map(randomIgnoreFile)) {
      const { after } = patchIgnore(bytes(before));
      expect(latin1(patchIgnore(after).after)).toBe(latin1(after));
      expect(latin1(unpatchIgnore(after).after)).toBe(before);
    }
  });
});
