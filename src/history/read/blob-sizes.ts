import { Buffer } from 'node:buffer';
import type { Repository } from '../../git/repository.ts';
import { git } from '../../git/run.ts';
import { historyEnv } from './environment.ts';

/** What the object store knows of a blob without unpacking it. */
export interface BlobSize {
  /** Length of the content. */
  readonly bytes: number;
  /** What it takes in the object store, compressed and as a delta where it is one. */
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
  await git(repo.root, ['cat-file', format, '--buffer'], { env: historyEnv(repo), input, onData });
  return sizes;
}
