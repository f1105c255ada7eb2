import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { GuardError } from '../model/errors.ts';
import { lstatOrNull } from '../model/files.ts';
import { discardFolder } from '../model/scratch-folder.ts';
import { needsSh, shellQuote } from '../model/shell-quote.ts';
import { isLeftBehind, ownerMark } from '../model/temporary-file.ts';
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
  discardDrafts(dirname(file));
  const scratch = mkdtempSync(`${file}${DRAFT}`); // its mode is 0700: nobody else reads the draft
  const draft = join(scratch, 'bundle');
  const trial = join(scratch, 'trial');
  try {
    writeFileSync(join(scratch, OWNER), ownerMark());
    await git(repo.root, ['bundle', 'create', '--quiet', draft, '--all'], { signal });
    const format = `--object-format=${repo.nullOid.length === 64 ? 'sha256' : 'sha1'}`;
    await git(repo.root, ['init', '--quiet', '--bare', '--template=', format, trial], { env: ELSEWHERE });
    await git(trial, ['fetch', '--quiet', '--no-tags', draft, '+refs/*:refs/*'], { env: ELSEWHERE, signal });
    if ((await refs(repo.root)) !== (await refs(trial, ELSEWHERE))) throw badBundle(file);
    chmodSync(draft, 0o600);
    flush(draft);
    if (lstatOrNull(file) !== null) throw taken(file);
    replaceFile(draft, file);
  } finally {
    discardFolder(scratch);
  }
}

/** The end of the name of a folder in which a bundle is written and tried, before six letters by chance. */
const DRAFT = '.unverified-';

/** The file in it that says which process it belongs to. */
const OWNER = 'owner';

/** Deletes the drafts of runs that were killed: each is as large as the repository. */
function discardDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const draft = join(folder, name);
    if (name.slice(0, -6).endsWith(DRAFT) && isLeftBehind(ownerOf(draft))) discardFolder(draft);
  }
}

function ownerOf(draft: string): string {
  try {
    return readFileSync(join(draft, OWNER), 'utf8');
  } catch {
    return '';
  }
}

/** Waits until a file is on its disk, which git does not do for a bundle. */
function flush(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
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
