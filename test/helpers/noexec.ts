import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type Ran, type RunOptions, TestRepo } from './repo.ts';
import { scratchFolder } from './scratch.ts';

/** In a mount namespace of its own, so that nothing stays mounted: $1 is the folder, $2 where to go. */
const MOUNT = `mount --bind "$1" "$1" && mount -o "remount,bind,noexec" "$1" && cd "$2" || exit 125
shift 2
exec "$@"`;

const UNSHARE = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];

const inNamespace = (folder: string, cwd: string, command: readonly (string | Buffer)[]) =>
  [...UNSHARE, 'sh', '-c', MOUNT, 'sh', folder, cwd, ...command] as const;

const canMount = (folder: string): boolean =>
  spawnSync('unshare', inNamespace(folder, folder, ['true']) as unknown as string[]).status === 0;

/** Where nothing can be mounted: our program is told that it may execute nothing. */
const REFUSES = `const fs = require('node:fs');
const { accessSync } = fs;
fs.accessSync = (path, mode) => {
  if (mode === fs.constants.X_OK && String(path).includes('/.git/')) throw Object.assign(new Error(), { code: 'EACCES' });
  accessSync(path, mode);
};
`;

/** A repository whose file system can be mounted with `noexec`. */
export class NoexecRepo extends TestRepo {
  noexec = false;
  /** Whether git, too, finds the file system mounted so. */
  readonly isMount: boolean = canMount(this.root);

  override run(program: string, args: readonly (string | Buffer)[], options: RunOptions = {}): Ran {
    // `super` initialises the repository before there is anything of this class
    if (!this.noexec) return super.run(program, args, options);
    if (this.isMount)
      return super.run(
        'unshare',
        inNamespace(this.root, options.cwd ?? this.root, [program, ...args]),
        options,
      );
    const preload = join(scratchFolder(), 'noexec.cjs');
    writeFileSync(preload, REFUSES);
    return super.run(program, args, {
      ...options,
      env: { ...options.env, NODE_OPTIONS: `--require ${preload}` },
    });
  }
}
