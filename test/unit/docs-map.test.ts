import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';

const files = ['src', 'test', 'scripts', 'bench'].flatMap((folder) =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `/${folder}/${name.replaceAll('\\', '/')}`,
  ),
);

/** Files that only somebody who follows CONTRIBUTING.md makes. */
const TO_MAKE = /checkstyle/;

test.each(['docs/architecture.md', 'CONTRIBUTING.md'])('%s names files that are there', (page) => {
  const text = readFileSync(join(PROJECT, page), 'utf8');
  const names = [...text.matchAll(/`([\w./-]+\.(?:ts|mjs|sh))`/g)].flatMap(([, name]) => name ?? []);
  expect(names.length).toBeGreaterThan(5);
  expect(
    names.filter((name) => !TO_MAKE.test(name) && !files.some((file) => file.endsWith(`/${name}`))),
  ).toEqual([]);
});
