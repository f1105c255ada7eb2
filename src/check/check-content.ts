import { canBeBytecode } from '../bytecode/read/parse-pyc.ts';
import { allowedAmong } from '../git/attributes.ts';
import type { Answer } from '../git/batch-reader.ts';
import { entriesAmong } from '../git/index-entries.ts';
import { presentAmong, readObjects } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { inspectBlob, type ScannedFile, scanFile, wantedOf } from '../inspect/inspect-blob.ts';
import { onDisk } from '../inspect/read-from-disk.ts';
import type { BytePath } from '../model/byte-path.ts';
import { classify } from '../model/classify.ts';
import { isRegular } from '../model/entry-mode.ts';
import { GuardError } from '../model/errors.ts';
import { readPiece } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';
import type { StartProgress } from '../model/progress.ts';
import { ABSENT, Collection, type InspectedFiles, unreadable } from './inspected-files.ts';

/** How much of a file is read, decided by its first bytes. */
const wanted = (head: Uint8Array, size: number): number => (canBeBytecode(head) ? wantedOf(size) : 0);

/** A file that is not named like bytecode is compared with no source. */
const NOWHERE = { source: null, exists: () => true };

/**
 * Looks for bytecode in files of the index that are not named like bytecode, through one git process.
 *
 * @param paths - `null` for all of it
 * @returns what was found in files that are bytecode and not allowed
 */
export async function checkIndexed(
  repo: Repository,
  paths: readonly BytePath[] | null,
  progress: StartProgress,
): Promise<InspectedFiles<BytePath>> {
  const collection = new Collection<BytePath>();
  const byOid = new Map<string, BytePath[]>();
  for (const entry of await entriesAmong(repo, paths === null ? null : new Set(paths))) {
    const { path, oid } = entry;
    if (!isRegular(entry) || !isOther(path)) continue;
    const known = byOid.get(oid);
    if (known === undefined) byOid.set(oid, [path]);
    else known.push(path);
  }
  const present = await presentAmong(repo, new Set(byOid.keys()));
  for (const [oid, each] of byOid)
    if (!present.has(oid)) for (const path of each) collection.note(path, [ABSENT]);
  const oids = [...byOid.keys()].filter((oid) => present.has(oid));
  const onProgress = progress('reading files', 'blobs');
  const onAnswer = (answer: Answer, index: number): Promise<void> | undefined => {
    onProgress(index, oids.length);
    const named = byOid.get(oids[index] ?? '') ?? [];
    if (answer !== null && answer.content.length > 0)
      return note(named, answer.content, answer.size, collection);
    collection.inspected += named.length;
    return undefined;
  };
  await readObjects(repo, oids, onAnswer, wanted);
  return withoutAllowed(repo, collection);
}

/** The same for files on the disk. */
export async function checkOnDisk(
  repo: Repository,
  paths: readonly BytePath[],
): Promise<InspectedFiles<BytePath>> {
  const collection = new Collection<BytePath>();
  for (const path of paths.filter(isOther)) {
    try {
      const piece = readPiece(onDisk(repo.root, path), 'ignore', wanted);
      if (piece === null) continue;
      if (piece.content !== null) await note([path], piece.content, piece.size, collection);
      else collection.inspected += 1;
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
      collection.note(path, [unreadable(error)]);
    }
  }
  return withoutAllowed(repo, collection);
}

/** Leaves out files that are named like bytecode, since those are inspected anyway. */
const isOther = (path: BytePath): boolean => ['none', 'stray'].includes(classify(path));

async function withoutAllowed(
  repo: Repository,
  collection: Collection<BytePath>,
): Promise<InspectedFiles<BytePath>> {
  const allowed = await allowedAmong(repo, [...collection.findings.keys()]);
  for (const path of allowed) collection.findings.delete(path);
  return collection.redact();
}

/** Records a file if its structure is that of bytecode; a magic number alone proves nothing. */
async function note(
  paths: readonly BytePath[],
  content: Uint8Array,
  size: number,
  collection: Collection<BytePath>,
): Promise<void> {
  const scanned = await scanFile(content, size, false);
  for (const path of paths) {
    const findings = findingsOf(path, scanned);
    if (findings.length > 0) {
      collection.add(path, findings, scanned.values);
      collection.note(path, scanned.problems);
    } else {
      collection.inspected += 1;
    }
  }
}

function findingsOf(path: BytePath, scanned: ScannedFile): readonly Finding[] {
  const { findings } = inspectBlob(path, scanned, NOWHERE);
  const itself = findings.filter(({ code }) => code === 'renamed-bytecode');
  return itself.length === 0 ? [] : [...itself, ...findings.filter((each) => !itself.includes(each))];
}
