import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { GUARD } from './repo.ts';
import { scratchFolder } from './scratch.ts';

/**
 * A folder for the beginning of PATH, so that commands which the program prints can be run: its `npx` starts
 * the built program for `pyc-guard`, and any other program from PATH.
 */
export function npxFolder(): string {
  const folder = scratchFolder();
  const script = `#!/bin/sh
name=$1
shift
[ "$name" = pyc-guard ] || exec "$name" "$@"
exec '${process.execPath}' '${GUARD}' "$@"
`;
  writeFileSync(join(folder, 'npx'), script, { mode: 0o755 });
  return folder;
}
