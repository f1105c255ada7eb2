import { blobId, readBlob } from '../git/blobs.ts';
import { checkIgnore, type IgnoreAnswer } from '../git/check-ignore.ts';
import { checkIgnoreAfter } from '../git/check-ignore-after.ts';
import { indexEntries } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { IGNORE_LINES, type IgnoreLine } from '../gitignore/ignore-lines.ts';
import { patchIgnore } from '../gitignore/patch-ignore.ts';
import { unpatchIgnore } from '../gitignore/unpatch-ignore.ts';
import type { StagedFile } from '../model/actions.ts';
import { type BytePath, fromBytes, toBytes, toText } from '../model/byte-path.ts';
import { isRegular, REGULAR } from '../model/entry-mode.ts';
import { safeText } from '../model/safe-text.ts';
import type { Warning } from '../model/warnings.ts';
import { IGNORE_FILE } from './plan-ignore.ts';

/** The new index entry for `.gitignore`; `null`: it stays as it is. */
export interface StagingPlan {
  readonly index: StagedFile | null;
  /** The user has changes of their own in the file, which are not staged and must not be. */
  readonly edited: boolean;
  /** The rule by which git ignores the ignore file itself, which is then neither staged nor committed. */
  readonly excludedBy: IgnoreAnswer | null;
}

/** All lines of ours in the file count as the patch, also those that an earlier command added (`install`, say). */
export const patchedIn = (file: Uint8Array): readonly IgnoreLine[] => {
  const { lines } = unpatchIgnore(file);
  return IGNORE_LINES.filter((line) => lines.includes(line));
};

/**
 * Plans to stage our patch and nothing else of the file, if that is possible.
 *
 * @param file - `.gitignore` as it will be in the work tree
 * @param alone - stages the patch also if the file has other changes, which stay unstaged
 */
export async function planStaging(repo: Repository, file: Uint8Array, alone: boolean): Promise<StagingPlan> {
  const patch = patchedIn(file);
  if (patch.length === 0) return { index: null, edited: false, excludedBy: null };
  const [entry, ...conflict] = await indexEntries(repo, IGNORE_FILE);
  const regular = entry === undefined || isRegular(entry);
  if (!regular || conflict.length > 0) return { index: null, edited: true, excludedBy: null };
  const excludedBy = entry === undefined ? await ignoringItself(repo, file) : null;
  if (excludedBy !== null) return { index: null, edited: false, excludedBy };
  const staged = entry === undefined ? null : await readBlob(repo, entry.oid);
  const { content, isWhole } = await withPatch(repo, staged, file);
  const staging = content !== null && (alone || isWhole);
  const mode = entry?.mode ?? REGULAR;
  return { index: staging ? { content, mode } : null, edited: !isWhole, excludedBy: null };
}

/**
 * An older version of the file with the lines that we have added since, those behind exceptions included;
 * `content` is `null` if there are none.
 *
 * @returns `isWhole`: the user has changed nothing else
 */
export async function withPatch(
  repo: Repository,
  old: Uint8Array | null,
  file: Uint8Array,
): Promise<{ content: Uint8Array | null; isWhole: boolean }> {
  const patched = patchIgnore(old, patchedIn(file));
  const content = patched.lines.length > 0 ? patched.after : null;
  const id = await blobId(repo, file, IGNORE_FILE);
  if ((await blobId(repo, patched.after)) === id) return { content, isWhole: true };
  const bare = await blobId(repo, unpatchIgnore(file).after, IGNORE_FILE);
  if (old === null || (await blobId(repo, unpatchIgnore(old).after)) !== bare)
    return { content, isWhole: false };
  const stored = await asStored(repo, file, id);
  return { content: stored, isWhole: stored !== null };
}

/** The bytes that git would store for the file; `null` where more than its line ends are converted. */
async function asStored(repo: Repository, file: Uint8Array, id: string): Promise<Uint8Array | null> {
  for (const each of [file, toBytes(fromBytes(file).replaceAll('\r\n', '\n') as BytePath)]) {
    if ((await blobId(repo, each)) === id) return each;
  }
  return null;
}

/** The rule that ignores `.gitignore` itself, now or after the patch. */
async function ignoringItself(repo: Repository, file: Uint8Array): Promise<IgnoreAnswer | null> {
  const [answer] = await checkIgnoreAfter(repo, [IGNORE_FILE], new Map([[IGNORE_FILE, file]]));
  return answer !== undefined && isIgnoring(answer) ? answer : null;
}

/** If git ignores the ignore file itself, it is not committed, so the lines have no effect for others. */
export const notShared = ({ file, line, pattern }: IgnoreAnswer): Warning => ({
  code: 'ignore-excluded',
  message: `.gitignore is itself ignored (${safeText(toText(file))}:${line} ${safeText(pattern)}), so it is neither staged nor committed and counts only here; \`git add --force .gitignore\` shares it, \`pyc-guard ignore --local\` writes to .git/info/exclude instead`,
});

/** The same warning for commands that stage nothing; none if the file is tracked. */
export async function warnIfNotShared(repo: Repository): Promise<Warning[]> {
  const [[entry], [answer]] = await Promise.all([
    indexEntries(repo, IGNORE_FILE),
    checkIgnore(repo, [IGNORE_FILE]),
  ]);
  return entry === undefined && answer !== undefined && isIgnoring(answer) ? [notShared(answer)] : [];
}

const isIgnoring = ({ pattern }: IgnoreAnswer): boolean => pattern !== '' && !pattern.startsWith('!');
