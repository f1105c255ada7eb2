import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether git ignores a path, and which pattern in which line decides. */
export interface GitVerdict {
  readonly ignored: boolean;
  readonly line: number | undefined;
  readonly pattern: string;
}

/** Asks git about paths under an ignore file; all are latin1 strings. */
export type CheckIgnore = (file: string, paths: readonly string[]) => Map<string, GitVerdict>;

/** Runs `body` with an empty repository and HOME, so that no other ignore file counts. */
export function withCheckIgnore<T>(body: (checkIgnore: CheckIgnore) => T): T {
  const top = mkdtempSync(join(tmpdir(), 'check-ignore-'));
  const home = join(top, 'home');
  const repo = join(top, 'repo');
  mkdirSync(home);
  mkdirSync(repo);
  const { PATH } = process.env;
  const env = { PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
  const git = (args: string[], input = Buffer.alloc(0)) => {
    const run = spawnSync('git', args, { cwd: repo, env, input, maxBuffer: 2 ** 28 });
    // check-ignore exits 1 if nothing is ignored.
    if (run.error || run.status === null || run.status > 1) throw run.error ?? new Error(String(run.stderr));
    return run.stdout.toString('latin1');
  };
  try {
    git(['init', '-q', '--template=']);
    git(['config', 'core.ignorecase', 'false']);
    return body((file, paths) => {
      writeFileSync(join(repo, '.gitignore'), Buffer.from(file, 'latin1'));
      const stdin = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
      return parse(git(['check-ignore', '--no-index', '-z', '--stdin', '-v', '-n'], stdin));
    });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

function parse(output: string): Map<string, GitVerdict> {
  const fields = output.split('\0');
  const verdicts = new Map<string, GitVerdict>();
  for (let i = 0; i + 3 < fields.length; i += 4) {
    const [source = '', line = '', pattern = '', path = ''] = fields.slice(i, i + 4);
    const decided = source !== '';
    verdicts.set(path, {
      ignored: decided && !pattern.startsWith('!'),
      line: decided ? Number(line) : undefined,
      pattern,
    });
  }
  return verdicts;
}
