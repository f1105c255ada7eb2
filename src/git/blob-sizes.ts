import { Buffer } from 'node:buffer';
import { historyEnvironment } from './history-environment.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** The sizes of a blob, which git knows without unpacking it. */
export interface BlobSize {
  /** Length of the content. */
  readonly bytes: number;
  /** Its size in the object store: compressed, and as a delta if it is stored as one. */
  readonly packedBytes: number;
}

/** Sizes of those of `oids` that are here. */
export async function blobSizes(repo: Repository, oids: ReadonlySet<string>): Promise<Map<string, BlobSize>> {
  const sizes = new Map<string, BlobSize>();
  if (oids.size === 0) return sizes;
  let rest = '';
  const onData = (chunk: Buffer): void => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [oid = '', bytes = '', packed] = line.split(' ');
      if (packed !== undefined) sizes.set(oid, { bytes: Number(bytes), packedBytes: Number(packed) });
    }
  };
  const format = '--batch-check=%(objectname) %(objectsize) %(objectsize:disk)';
  const input = Buffer.from([...oids].map((oid) => `${oid}\n`).join(''), 'latin1');
  await git(repo.root, ['cat-file', format, '--buffer'], { env: historyEnvironment(repo), input, onData });
  return sizes;
}
