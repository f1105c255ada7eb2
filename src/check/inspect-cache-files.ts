import { cacheName } from '../bytecode/findings/cache-name.ts';
import { neighboursOf } from '../bytecode/findings/neighbours.ts';
import { followLinks } from '../git/follow-links.ts';
import { entriesAmong } from '../git/index-entries.ts';
import { presentAmong } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { scriptFinder } from '../git/script-finder.ts';
import { scanFile, wantedOf } from '../inspect/inspect-blob.ts';
import { type BlobAt, inspectBlobs } from '../inspect/inspect-blobs.ts';
import { inspectFile, onDisk } from '../inspect/read-from-disk.ts';
import type { BytePath } from '../model/byte-path.ts';
import { isBytecodeByName } from '../model/classify.ts';
import { isLink, isRegular } from '../model/entry-mode.ts';
import { GuardError } from '../model/errors.ts';
import { readPiece } from '../model/files.ts';
import type { StartProgress } from '../model/progress.ts';
import { ABSENT, Collection, type InspectedFiles, unreadable } from './inspected-files.ts';

/** Looks into cache files as the index has them, and compares them with what else it has. */
export async function inspectIndexed(
  repo: Repository,
  paths: readonly BytePath[],
  progress: StartProgress,
): Promise<InspectedFiles<BytePath>> {
  const wanted = new Set(paths.flatMap((path) => [path, ...neighboursOf(path)]));
  const named = await entriesAmong(repo, wanted);
  const entries = named.filter(isRegular);
  const links = await followLinks(repo, named.filter(isLink));
  const files = [...entries.map(({ oid }) => oid), ...links.values()];
  const present = await presentAmong(repo, new Set(files.filter((oid) => oid !== undefined)));
  const oids = new Map([...links, ...entries.map(({ path, oid }) => [path, oid] as const)]);
  const asked = new Set(paths);
  const hasScript = scriptFinder(repo, null);
  const blobs = entries.flatMap(({ path, oid }) => {
    if (!asked.has(path)) return [];
    const source = cacheName(path)?.source;
    const nameOf: BlobAt['nameOf'] = (other) => {
      const its = oids.get(other);
      if (its === undefined) return oids.has(other) ? undefined : null;
      // of the other files, only their presence matters
      return other === source && present.has(its) ? its : undefined;
    };
    return [{ key: path, path, oid, nameOf, hasScript }];
  });
  return inspectAll(repo, blobs, present, progress);
}

/** The object at a path in a commit. */
export interface InCommit {
  readonly commit: string;
  readonly path: BytePath;
  readonly mode: string;
  readonly oid: string;
}

/** Looks into cache files as commits have them, and compares each with what else its commit has. */
export async function inspectCommitted<T extends InCommit>(
  repo: Repository,
  changes: readonly T[],
  progress: StartProgress,
): Promise<InspectedFiles<T>> {
  const files = changes.filter(isRegular);
  const oids = new Set(files.map(({ oid }) => oid));
  const present = await presentAmong(repo, oids);
  const isPartial = present !== oids;
  const scripts = new Map<string, BlobAt['hasScript']>();
  const blobs = files.map((change) => {
    const { path, oid, commit } = change;
    const hasScript = isPartial ? undefined : (scripts.get(commit) ?? scriptFinder(repo, commit));
    scripts.set(commit, hasScript);
    // in a partial clone, asking for `<commit>:<path>` could fetch from the remote
    const nameOf: BlobAt['nameOf'] = (other) =>
      isPartial || other.includes('\n') ? undefined : `${commit}:${other}`;
    return { key: change, path, oid, nameOf, ...(hasScript && { hasScript }) };
  });
  return inspectAll(repo, blobs, present, progress);
}

async function inspectAll<Key>(
  repo: Repository,
  blobs: readonly (BlobAt & { readonly key: Key })[],
  present: ReadonlySet<string>,
  progress: StartProgress,
): Promise<InspectedFiles<Key>> {
  const collection = new Collection<Key>();
  for (const { path, oid } of blobs) if (!present.has(oid)) collection.note(path, [ABSENT]);
  const here = blobs
    .filter(({ oid }) => present.has(oid))
    .sort((a, b) => (a.oid < b.oid ? -1 : Number(a.oid > b.oid)));
  const onProgress = progress('reading bytecode', 'files');
  let done = 0;
  await inspectBlobs(repo, here, ({ key, path }, result) => {
    onProgress(++done, here.length);
    if (result === 'absent') {
      collection.note(path, [ABSENT]);
    } else {
      collection.add(key, result.findings, result.values);
      collection.note(path, result.problems);
    }
  });
  return collection.redact();
}

/** Looks into those cache files that are on the disk. */
export async function inspectOnDisk(
  repo: Repository,
  paths: readonly BytePath[],
  progress: StartProgress,
): Promise<InspectedFiles<BytePath>> {
  const collection = new Collection<BytePath>();
  const onProgress = progress('reading bytecode', 'files');
  for (const [done, path] of paths.entries()) {
    onProgress(done, paths.length);
    try {
      const piece = readPiece(onDisk(repo.root, path), 'ignore', (_, size) => wantedOf(size));
      if (piece === null) continue;
      const scanned = await scanFile(piece.content ?? piece.head, piece.size, isBytecodeByName(path));
      collection.add(path, inspectFile(repo.root, path, scanned).findings, scanned.values);
      collection.note(path, scanned.problems);
    } catch (error) {
      // the file is still reported by its name
      if (!(error instanceof GuardError)) throw error;
      collection.note(path, [unreadable(error)]);
    }
  }
  return collection.redact();
}
