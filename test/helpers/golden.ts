import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { expect } from '@jest/globals';
import { PROJECT } from './scratch.ts';

/** `PYC_GUARD_GOLDEN=write npm test -- test/integration/golden` writes the files anew. */
const WRITE = process.env.PYC_GUARD_GOLDEN === 'write';

/**
 * Expects a text to be what a file in `test/golden` holds, so that a change of words is seen in review.
 *
 * @param name - of the file, without its ending
 */
export function expectGolden(name: string, text: string): void {
  const file = join(PROJECT, 'test', 'golden', `${name}.txt`);
  if (WRITE) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const known = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : 'no golden file';
  expect(text).toBe(known);
}
