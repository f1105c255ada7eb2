import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from '@jest/globals';

/** Features that some tests need. POSIX systems have all, Windows lacks most. */
export type Need =
  | 'symbolic links'
  | 'file modes'
  | 'POSIX names'
  | 'POSIX programs'
  | 'moving a folder in use'
  | 'git submodule';

const posix = process.platform !== 'win32';

export const HAS: Readonly<Record<Need, boolean>> = {
  'symbolic links': posix || canLink(), // Windows allows them in developer mode
  'file modes': posix,
  'POSIX names': posix,
  'POSIX programs': posix,
  'moving a folder in use': posix, // Windows moves none that is somebody's current folder
  'git submodule': posix || /usage/.test(spawnSync('git', ['submodule', '-h'], { encoding: 'utf8' }).stdout),
};

function canLink(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'pyc-guard-needs-'));
  try {
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('file', join(folder, 'link'));
    return lstatSync(join(folder, 'link')).isSymbolicLink();
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `test`, for tests that need this feature. Without it the test is skipped and its name says why. */
export const testWith = (need: Need): typeof test => (HAS[need] ? test : reported(need));

const reported = (need: Need): typeof test =>
  Object.assign((name: string, run: () => void) => test.skip(`${name} (needs ${need})`, run), {
    each: test.skip.each,
  }) as unknown as typeof test;

/** The rows that can be tested on this system; every other row is reported as a skipped test. */
export function possible<T extends { readonly name: string; readonly needs?: Need | undefined }>(
  rows: readonly T[],
): readonly T[] {
  return rows.filter(({ name, needs }) => {
    const can = needs === undefined || HAS[needs];
    if (!can) test.skip(`${name} (needs ${needs})`, () => {});
    return can;
  });
}
