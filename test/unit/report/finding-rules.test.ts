import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../../src/report/finding-rules.ts';

describe('the rules', () => {
  test.each(Object.entries(RULES))('%s says what, why and what to do, and links', (_, rule) => {
    for (const text of [rule.what, rule.why, rule.remedy]) expect(text).toMatch(/^[A-Z-].*\.$/);
    expect(rule.link).toMatch(/^https:\/\//);
  });
});
