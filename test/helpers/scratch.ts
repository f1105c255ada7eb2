import { Buffer } from 'node:buffer';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Top of this project. */
export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const made: string[] = [];

/** Makes an empty folder that is removed after the tests of the file. */
export function scratchFolder(parent = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(parent, 'pyc-guard-test-')));
  made.push(folder);
  return folder;
}

export function removeScratch(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * The environment of every program that a test starts. It has none of the developer's git, npm or home, and
 * no variable of CI or of a hook (git's own tests do the same, t/test-lib.sh).
 */
export function scrubbedEnv(home: string, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    ...(process.env.SystemRoot !== undefined && { SystemRoot: process.env.SystemRoot }),
    ...(process.platform === 'win32' && { MSYSTEM: 'MINGW64' }), // printed commands are for sh, which tests run
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    TMPDIR: tmpdir(),
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'A U Thor',
    GIT_AUTHOR_EMAIL: 'author@example.com',
    GIT_COMMITTER_NAME: 'C O Mitter',
    GIT_COMMITTER_EMAIL: 'committer@example.com',
    ...extra,
  };
}

export const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
