import { isInterruption } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import type { Finding } from '../types.ts';
import type { Inspection } from './inspect-blob.ts';
import { type BlobAt, inspectBlobs } from './inspect-blobs.ts';
import type { Found, Reading } from './read-history.ts';

/** What one blob is and gives away. */
export interface BlobStory {
  /** `3.13` and the like, and whose Python; absent where the file does not tell. */
  readonly python?: string;
  readonly implementation?: string;
  /** Each names the blob, the path and the commit it came by. */
  readonly findings: readonly Finding[];
}

export interface BlobStories {
  /** By blob id. */
  readonly stories: ReadonlyMap<string, BlobStory>;
  /** False where it was interrupted. */
  readonly complete: boolean;
}

export interface InspectOptions {
  /** Ends it early, with what was found so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Looks into each blob once, in one git process, with what stood beside it in the commit that
 * brought it. Versions that are allowed are passed over.
 */
export async function inspectHistory(
  repo: Repository,
  { found, partial }: Pick<Reading, 'found' | 'partial'>,
  { signal, onProgress }: InspectOptions,
): Promise<BlobStories> {
  const stories = new Map<string, BlobStory>();
  const blobs = earliestOfEach(found);
  const untilAborted = function* (): Generator<BlobAt> {
    for (const each of blobs.values()) {
      if (signal.aborted) return;
      yield blobAt(each, partial);
    }
  };
  const reading = inspectBlobs(repo, untilAborted(), ({ oid }, result) => {
    const about = blobs.get(oid);
    if (about !== undefined && typeof result !== 'string') stories.set(oid, story(about, result));
    onProgress(stories.size, blobs.size);
  });
  return { stories, complete: await endsWhole(reading, signal) };
}

/** @returns false where it was interrupted: git may hear of that before we do */
async function endsWhole(reading: Promise<void>, signal: AbortSignal): Promise<boolean> {
  try {
    await reading;
    return !signal.aborted;
  } catch (error) {
    if (!signal.aborted && !isInterruption(error)) throw error;
    return false;
  }
}

/** One for each blob that is here: what came first, by commit date, and in a commit before anything else. */
function earliestOfEach(found: readonly Found[]): Map<string, Found> {
  const time = ({ version }: Found): number => version.first?.time ?? Number.POSITIVE_INFINITY;
  const blobs = new Map<string, Found>();
  for (const each of found) {
    if (each.allowed || each.size === undefined) continue;
    const known = blobs.get(each.version.oid);
    if (known === undefined || time(each) < time(known)) blobs.set(each.version.oid, each);
  }
  return blobs;
}

/** What a partial clone lacks can't be asked for without fetching it, nor a name with a line feed in it. */
function blobAt({ version: { oid, path, first } }: Found, partial: boolean): BlobAt {
  const canAsk = first !== null && !partial && !path.includes('\n');
  return { oid, path, nameOf: (other) => (canAsk ? `${first.commit}:${other}` : undefined) };
}

function story({ version: { oid, first } }: Found, { bytecode, findings }: Inspection): BlobStory {
  const { python, implementation } = bytecode.header ?? {};
  return {
    ...(python !== undefined && { python }),
    ...(implementation !== undefined && { implementation }),
    findings: findings.map((finding) => ({ ...finding, oid, ...(first && { firstCommit: first.commit }) })),
  };
}
