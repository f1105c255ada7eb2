import { expect, test } from '@jest/globals';
import { interpreterOf, isShellScript } from '../../../src/install/hook-language.ts';

test.each([
  '#!/bin/sh\n',
  '#! /bin/sh -e\n',
  '#!/bin/sh\r\nexit 0\r\n',
  '#!/usr/bin/env bash\n',
  '#!/usr/bin/env -S bash -e\n',
  '#!/usr/bin/env LANG=C zsh\n',
  '#!/opt/homebrew/bin/zsh\n',
  '#!C:/Program/bash.exe\n',
  '#!/bin/busybox sh\n',
  'exit 0\n',
  '',
  '#!/bin/sh\nexec python3 -m checks "$@"\n',
])('%j is a shell script', (text) => {
  expect(isShellScript(text)).toBe(true);
});

test.each([
  '#!/usr/bin/env python3\n',
  '#!/usr/bin/python\n',
  '#!/usr/bin/env -S node --no-warnings\n',
  '#!/usr/bin/fish\n',
  '#!/bin/csh\n',
  '#!/bin/sh\n"exec" "python3" "$0" "$@"\n',
  "#!/bin/sh\n''':'\nexec python3 \"$0\" \"$@\"\n'''\n",
  '\x7fELF\0\0',
])('%j is none', (text) => {
  expect(isShellScript(text)).toBe(false);
});

test('the interpreter is a path, or with env a name to look for', () => {
  expect(interpreterOf('#!/bin/sh -e\n')).toEqual({ program: '/bin/sh', onPath: false });
  expect(interpreterOf('#!/usr/bin/env -S python3 -I\n')).toEqual({ program: 'python3', onPath: true });
  expect(interpreterOf('echo\n')).toBeNull();
});
