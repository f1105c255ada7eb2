import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';

test('nothing relies on what mkdirSync returns: Node 22 on Windows puts \\\\?\\ before the path', () => {
  const calls = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join(PROJECT, 'src', name), 'utf8').match(/^.*\bmkdirSync\(.*$/gm) ?? []);
  expect(calls.length).toBeGreaterThan(2);
  expect(calls.filter((line) => !/^\s*mkdirSync\(/.test(line))).toEqual([]);
});
