import { expect, test } from '@jest/globals';
import { isLibrary, isTest } from '../../../src/secrets/library-code.ts';

test.each([
  ['venv/lib/python3.8/site-packages/a/b.pyc', true],
  ['env/Lib/site-packages/a.pyc', true],
  ['C:\\Python27\\Lib\\os.py', true],
  ['vendor/requests/auth.pyc', true],
  ['app/_vendor/six.pyc', true],
  ['app/libs/pay.pyc', false],
  ['lib/settings.pyc', false],
  ['mysite/settings.pyc', false],
])('code of others at %s: %s', (path, isOne) => {
  expect(isLibrary(path)).toBe(isOne);
});

test.each([
  ['tests/__pycache__/a.cpython-38.pyc', true],
  ['app/test_login.pyc', true],
  ['app/__pycache__/conftest.cpython-38-pytest-5.4.3.pyc', true],
  ['app/tests.pyc', true],
  ['app/latest.pyc', false],
  ['contest/settings.pyc', false],
])('a test at %s: %s', (path, isOne) => {
  expect(isTest(path)).toBe(isOne);
});
