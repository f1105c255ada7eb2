import { expect, test } from '@jest/globals';
import { interpreterOf, isShellScript, whyNotStarted } from '../../../src/install/hook-language.ts';

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

const THERE = new Set(['/bin/sh', '/usr/bin/env', 'node', '/lib64/ld-linux-x86-64.so.2']);
const whyNot = (text: string) => whyNotStarted(text, (program) => THERE.has(program))?.reason ?? null;

test.each([
  ['#!/opt/old/python\n', 'it needs /opt/old/python, which is not there or not executable'],
  ['#!/usr/bin/env python2\n', 'it needs python2, which is not on PATH'],
  ['#!/bin/sh\r\ntrue\r\n', 'its first line ends in CR LF, and CR counts as part of the name there'],
  [
    '\x7fELF\x02\0\0/lib/ld-musl-x86_64.so.1\0',
    'it needs /lib/ld-musl-x86_64.so.1, which is not there or not executable',
  ],
  ['#!/bin/sh\nexec /opt/gone/tool "$@"\n', 'it needs /opt/gone/tool, which is not there or not executable'],
])('%j cannot be started', (text, reason) => {
  expect(whyNot(text)).toBe(reason);
});

test.each([
  '#!/bin/sh -e\n',
  '#!/usr/bin/env node\n',
  'true\n',
  '',
  '\x7fELF\x02\0\0/lib64/ld-linux-x86-64.so.2\0',
  '#!/bin/sh\n[ -x /opt/gone/tool ] || exit 0\nexec /opt/gone/tool "$@"\n',
  '#!/bin/sh\nif false; then\n  exec /opt/gone/tool\nfi\n',
])('nothing speaks against %j', (text) => {
  expect(whyNot(text)).toBeNull();
});
