import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GuardError } from '../model/errors.ts';
import { lstatOrNull } from '../model/files.ts';
import { needsSh, shellQuote } from '../model/shell-quote.ts';
import { replaceFile } from '../model/write-file.ts';
import type { Variables } from './environment.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** Removes the variables that would make git use this repository while it works in another. */
const ELSEWHERE = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_ALLOW_PROTOCOL: 'file', // a bundle is one
};

/**
 * Writes every ref with all its objects into one file, and proves that the repository can be restored
 * from it: the bundle is fetched into an empty repository, whose refs must then be the same.
 *
 * @param file - absolute; only there once it is verified
 * @throws GuardError if the bundle is not complete
 */
export async function writeBundle(repo: Repository, file: string, signal: AbortSignal): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const scratch = mkdtempSync(`${file}.unverified-`); // its mode is 0700: nobody else reads the draft
  const draft = join(scratch, 'bundle');
  const trial = join(scratch, 'trial');
  try {
    await git(repo.root, ['bundle', 'create', '--quiet', draft, '--all'], { signal });
    const format = `--object-format=${repo.nullOid.length === 64 ? 'sha256' : 'sha1'}`;
    await git(repo.root, ['init', '--quiet', '--bare', '--template=', format, trial], { env: ELSEWHERE });
    await git(trial, ['fetch', '--quiet', '--no-tags', draft, '+refs/*:refs/*'], { env: ELSEWHERE, signal });
    if ((await refs(repo.root)) !== (await refs(trial, ELSEWHERE))) throw badBundle(file);
    chmodSync(draft, 0o600);
    if (lstatOrNull(file) !== null) throw taken(file);
    replaceFile(draft, file);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const refs = async (folder: string, env: Variables = {}): Promise<string> =>
  (await git(folder, ['for-each-ref', '--format=%(objectname) %(refname)'], { env })).stdout.toString(
    'latin1',
  );

const taken = (file: string): GuardError =>
  new GuardError(
    'backup-exists',
    `${file} was made by another program meanwhile; nothing was changed`,
    'Name another file with --backup.',
  );

const badBundle = (file: string): GuardError =>
  new GuardError(
    'backup-failed',
    `the backup ${file} lacks something that the repository has; nothing was changed`,
    'Run `git fsck --full`, fix what it finds, then try again.',
  );

/**
 * The commands that restore every ref and file from the bundle, to be pasted into a shell in this
 * repository. They first delete locks that a killed git may have left.
 */
export function restoreCommand(repo: Repository, file: string): string {
  const unlock = `find ${shellQuote(repo.commonDir, 'sh')} -name "*.lock" -exec rm -f {} +`;
  const head = repo.bare ? '' : '--update-head-ok ';
  const fetch = `git fetch --force --prune --no-tags ${head}${shellQuote(file, 'sh')} "+refs/*:refs/*" "^refs/remotes/origin/HEAD"`;
  return needsSh([unlock, fetch, ...(repo.bare ? [] : ['git reset --hard'])].join(' && '));
}
