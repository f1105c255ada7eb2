import { chmodSync, chownSync, cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Ran, TestRepo } from './repo.ts';
import { PROJECT } from './scratch.ts';

/** Runs the built program as an ordinary user, from a copy that any user can read: root may write anywhere. */
export function guardAsAnybody(repo: TestRepo, args: readonly string[]): Ran {
  if (process.getuid?.() !== 0) return repo.guard(args);
  const program = join(dirname(repo.root), 'dist');
  cpSync(join(PROJECT, 'dist'), program, { recursive: true });
  const own = (path: string): void => {
    chownSync(path, 65534, 65534);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) own(join(path, entry.name));
      else if (entry.isFile()) chownSync(join(path, entry.name), 65534, 65534);
    }
  };
  own(repo.root);
  chmodSync(dirname(repo.root), 0o755);
  return repo.run(process.execPath, [join(program, 'pyc-guard.js'), ...args], { uid: 65534, gid: 65534 });
}
