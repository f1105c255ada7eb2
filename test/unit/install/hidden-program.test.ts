import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { hiddenProgram } from '../../../src/install/routes/hook-file.ts';
import { scratchFolder } from '../../helpers/scratch.ts';

test('a program that a new hook would hide from git is found, on Windows only', () => {
  const hook = join(scratchFolder(), 'pre-commit');
  expect(hiddenProgram(hook, 'win32')).toBeNull();
  writeFileSync(`${hook}.exe`, 'MZ');
  expect(hiddenProgram(hook, 'win32')).toBe(`${hook}.exe`);
  expect(hiddenProgram(hook, 'linux')).toBeNull();
  writeFileSync(hook, '#!/bin/sh\n');
  expect(hiddenProgram(hook, 'win32')).toBeNull();
});
