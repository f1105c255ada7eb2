import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepo } from './repo.ts';
import { PROJECT, scratchFolder } from './scratch.ts';

/** A repository with a remote, to which its first commit is pushed. */
export interface Pushing {
  readonly repo: TestRepo;
  /** Bare. */
  readonly remote: TestRepo;
}

export function withRemote(): Pushing {
  const remote = new TestRepo(['--bare'], 'remote.git');
  const repo = new TestRepo();
  repo.git('remote', 'add', 'origin', remote.root);
  repo.write('m.py');
  repo.commitAll('first');
  repo.git('push', '--quiet', 'origin', 'main');
  return { repo, remote };
}

/** A commit that adds a file and one that removes it again. @returns the id of the first */
export function addAndRemove(repo: TestRepo, path: string): string {
  repo.write(path);
  repo.commitAll(`add ${path}`);
  const commit = head(repo);
  repo.git('rm', '--quiet', path);
  repo.git('commit', '--quiet', '--no-verify', '--message', `remove ${path}`);
  return commit;
}

export const head = (repo: TestRepo, rev = 'HEAD'): string => repo.git('rev-parse', rev).trim();

/** Copies a hook of the package into the hooks folder of a repository. */
export function placeHook(repo: TestRepo, event: string): void {
  const folder = join(repo.root, repo.git('rev-parse', '--git-path', 'hooks').trim());
  mkdirSync(folder, { recursive: true }); // a git without templates makes none
  copyFileSync(join(PROJECT, 'hooks', event), join(folder, event));
}

/** The abbreviation of a commit that the hooks print. */
export const short = (commit: string): string => commit.slice(0, 12);

/** A hook that writes its arguments and its stdin to files and exits with this code. */
export const recorder = (exitCode: number): string =>
  `#!/bin/sh\nprintf '%s|' "$@" >"$HOME/arguments"\ncat >"$HOME/stdin"\nexit ${exitCode}\n`;

/** A folder for PATH that has git and `sh` in it and nothing else. */
export function barePath(repo: TestRepo): string {
  const folder = scratchFolder();
  for (const program of ['git', 'sh']) {
    symlinkSync(repo.run('sh', ['-c', `command -v ${program}`]).stdout.trim(), join(folder, program));
  }
  return folder;
}

/** The files in a hooks folder without git's samples. */
export const hooksIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => !name.endsWith('.sample'));
