import { expect, test } from '@jest/globals';
import { startedBy } from '../../../src/doctor/started-by.ts';

const SCRIPT = 'node_modules/pyc-guard/hooks/pre-commit';

test.each([
  [`sh ${SCRIPT}`],
  [`sh "${SCRIPT}" "$@"`],
  [`exec sh ${SCRIPT}`],
  [`./${SCRIPT}`],
  [`npm test && sh ${SCRIPT}`],
  [`#!/bin/sh\n# a comment\nnpm test\nsh ${SCRIPT}\n`],
  [`#!/bin/sh\nset -eu\nsh ${SCRIPT}\nnpm test\n`],
  [`sh ${SCRIPT} && npm test`],
])('the script is started, whatever comes before: %j', (text) => {
  expect(startedBy(text)).toEqual({ script: text.includes('./') ? `./${SCRIPT}` : SCRIPT });
});

test.each([
  'npx pyc-guard check',
  'npx --no-install pyc-guard check --staged',
  'pnpm exec pyc-guard check -q',
  'node_modules/.bin/pyc-guard check',
  'pyc-guard check {staged_files}',
])('the program is started: %j', (text) => {
  expect(startedBy(text)).toBe('program');
});

test.each([
  `sh ${SCRIPT} || true`,
  `sh ${SCRIPT}; true`,
  `sh ${SCRIPT}\nnpm test`,
  `sh ${SCRIPT} &`,
  `sh ${SCRIPT} | cat`,
  `set -e\nsh ${SCRIPT} && true\nnpm test`,
  `if [ -n "$CI" ]; then\n  sh ${SCRIPT}\nfi`,
  `exit 0\nsh ${SCRIPT}`,
  `# sh ${SCRIPT}`,
  `echo sh ${SCRIPT}`,
  'npx pyc-guard doctor',
  'npx pyc-guard check --range main..HEAD',
  'npx pyc-guard check docs',
  'npx not-pyc-guard check',
  '',
])('nothing whose failure would count: %j', (text) => {
  expect(startedBy(text)).toBeNull();
});

test('under sh -e every command counts', () => {
  expect(startedBy(`sh ${SCRIPT}\nnpm test`, true)).toEqual({ script: SCRIPT });
});
