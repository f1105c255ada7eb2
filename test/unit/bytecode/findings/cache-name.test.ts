import { expect, test } from '@jest/globals';
import { cacheName } from '../../../../src/bytecode/findings/cache-name.ts';
import type { BytePath } from '../../../../src/model/byte-path.ts';

test.each([
  ['__pycache__/m.cpython-313.pyc', 'm.py', true],
  ['a/__pycache__/m.cpython-313.opt-1.pyc', 'a/m.py', true],
  ['a/__pycache__/m.cpython-313t.pyc', 'a/m.py', true],
  ['a/__pycache__/m.pypy39.opt-2.pyc', 'a/m.py', true],
  ['a/__pycache__/m.cpython-32.pyo', 'a/m.py', true],
  ['__pycache__/foo.bar.cpython-313.pyc', 'foo.bar.py', true],
  ['__pycache__/test_a.cpython-311-pytest-8.3.2.pyc', 'test_a.py', true],
  ['__pycache__/m.cpython-313.pyc.140234', 'm.py', true],
  ['__PYCACHE__/m.cpython-313.PYC', 'm.py', true],
  ['__pycache__/m.unknown-9.pyc', 'm.py', true],
  ['__pycache__/m.pyc', 'm.py', true],
  ['a/m.pyc', 'a/m.py', false],
  ['m.pyo', 'm.py', false],
  ['a/m$py.class', 'a/m.py', false],
])('%s is bytecode of %s', (path, source, isCached) => {
  expect(cacheName(path as BytePath)).toMatchObject({ source, isCached });
});

test.each(['m.py', 'notes.txt', '__pycache__/README', 'm.pyc.src', 'M.class'])(
  '%s is no name of bytecode',
  (path) => {
    expect(cacheName(path as BytePath)).toBeUndefined();
  },
);
