import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Gives `work` a new folder that only this user can read, and deletes it afterwards. */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pyc-guard-'));
  try {
    return await work(folder);
  } finally {
    discardFolder(folder);
  }
}

/** Deletes a folder of ours. One that can't be deleted stays, since what was done in it matters more. */
export function discardFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // the system deletes what lies in its temporary folder, and the next purge a draft
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
