import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';

const FOLDER = join(PROJECT, 'hooks');
const SOURCE = join(PROJECT, 'scripts', 'hooks');

test('the hooks that are checked in are what scripts/build-hooks.mjs makes of scripts/hooks', () => {
  const sources = readdirSync(SOURCE).filter((name) => name.endsWith('.sh'));
  expect(
    readdirSync(FOLDER)
      .map((name) => `${name}.sh`)
      .sort(),
  ).toEqual(sources.sort());
  const { stderr, status } = spawnSync(process.execPath, ['scripts/build-hooks.mjs', '--check'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

describe.each(readdirSync(FOLDER))('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');

  test('has a name for what it is by which install and doctor know it', () => {
    expect(text).toMatch(/^#!\/bin\/sh\n# pyc-guard gate \d+: /);
  });
});
