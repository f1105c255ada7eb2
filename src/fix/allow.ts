import { join } from 'node:path';
import { blobId, readBlob } from '../git/blobs.ts';
import { indexEntries } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import type { StagedFile } from '../model/actions.ts';
import { fromText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readState } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { Warning } from '../model/warnings.ts';
import { patchAttributes } from './attributes-file.ts';

const ATTRIBUTES_FILE = fromText('.gitattributes');

/**
 * Adds `PATTERN -pyc-guard` to `.gitattributes` at the top, for each pattern that is not there yet, and
 * stages it: committed without it, what is allowed here is blocked in every clone.
 */
export async function allow(repo: Repository, patterns: readonly string[]): Promise<Outcome<'allow'>> {
  const target = join(repo.root, '.gitattributes');
  const state = readState(target);
  if (state.type === 'link' || state.type === 'other') {
    throw new GuardError(
      'not-a-file',
      `${target} is not a regular file, so git does not read it`,
      'Replace it with a regular file, then try again.',
    );
  }
  const before = state.type === 'file' ? state.bytes : null;
  const { lines, after } = patchAttributes(before, patterns, repo.prefix);
  const { index, staged, edited } = await planStaging(repo, patterns, after);
  const warnings = edited ? [NOT_STAGED] : [];
  if (lines.length === 0 && index === null) return outcome({ warnings, summary: { patternsAdded: 0 } });
  return outcome({
    actions: [
      {
        do: 'patch-attributes',
        path: ATTRIBUTES_FILE,
        lines: lines.length > 0 ? lines : staged,
        plan: { file: lines.length > 0 ? { target, before, after } : null, index },
      },
    ],
    warnings,
    summary: { patternsAdded: lines.length },
  });
}

interface Staging {
  /** The new index entry; `null`: it stays as it is. */
  readonly index: StagedFile | null;
  /** The lines that are new there. */
  readonly staged: readonly string[];
  /** The index lacks the lines, and can't have them without changes of the user's own. */
  readonly edited: boolean;
}

/** @param file - `.gitattributes` as it will be in the work tree */
async function planStaging(
  repo: Repository,
  patterns: readonly string[],
  file: Uint8Array,
): Promise<Staging> {
  const [entry, ...conflict] = await indexEntries(repo, ATTRIBUTES_FILE);
  const regular = entry === undefined || entry.mode.startsWith('100');
  if (!regular || conflict.length > 0) return { index: null, staged: [], edited: true };
  const old = entry === undefined ? null : await readBlob(repo, entry.oid);
  const { lines, after } = patchAttributes(old, patterns, repo.prefix);
  if (lines.length === 0) return { index: null, staged: [], edited: false };
  if ((await blobId(repo, after)) !== (await blobId(repo, file, ATTRIBUTES_FILE))) {
    return { index: null, staged: [], edited: true };
  }
  return { index: { content: after, mode: entry?.mode ?? '100644' }, staged: lines, edited: false };
}

const NOT_STAGED: Warning = {
  code: 'not-staged',
  message:
    '.gitattributes has changes of your own that are not staged, so it was not staged: `git add -p .gitattributes` (`git add .gitattributes` if it is new), or what is allowed here is blocked in every clone',
};
