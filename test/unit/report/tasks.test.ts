import { expect, test } from '@jest/globals';
import type { Finding, FindingCode } from '../../../src/model/findings.ts';
import { tasksOf } from '../../../src/report/tasks.ts';

const error = (code: FindingCode, fix?: string): Finding => ({
  code,
  severity: 'error',
  message: 'a message',
  ...(fix !== undefined && { fix }),
});
const INSTALL = 'npx pyc-guard install';

test('one command is named where it does all: install also where it adds to a hook of others', () => {
  expect(tasksOf([error('hook-foreign', INSTALL), error('hook-absent', INSTALL)]).next).toBe('install');
  expect(tasksOf([error('hook-absent', INSTALL), error('cache-file')]).next).toBe('install --fix');
  expect(tasksOf([error('cache-file')]).next).toBe('fix');
});

test('none is named where a hook needs another, or none helps', () => {
  expect(tasksOf([error('hook-not-executable')]).next).toBeNull();
  expect(tasksOf([error('hook-not-run', 'npx husky')]).next).toBeNull();
  expect(tasksOf([error('hook-not-run', `${INSTALL} --via file`)]).next).toBeNull();
  expect(tasksOf([error('hook-absent', 'npx pyc-guard -C /side install')]).next).toBeNull();
});
