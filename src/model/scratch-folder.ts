import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Gives `work` a new folder that only this user can read, and deletes it afterwards. */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pyc-guard-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same with these files in the folder, by their names in it. */
export const withScratchFiles = <T>(
  files: Iterable<readonly [name: string, content: Uint8Array]>,
  work: (folder: string) => Promise<T>,
): Promise<T> =>
  withScratchFolder((folder) => {
    for (const [name, content] of files) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { flag: 'wx' });
    }
    return work(folder);
  });
