import type { BytePath } from '../model/byte-path.ts';
import type { BatchResult, DeleteRequest, FolderId } from './batch.ts';

/** What one message asks for (`deleteBatch`). */
export interface Job {
  readonly measure: boolean;
  /** `packRequests` */
  readonly requests: string;
}

/**
 * Requests as they are sent to another process: one string takes a fraction of the time of many objects.
 * NUL is the one byte that no name has, and no field is empty.
 *
 * @param requests - at least one
 */
export const packRequests = (requests: readonly DeleteRequest[]): string =>
  requests
    .map(({ folder, id, names, parent }) => [folder, packId(id), packId(parent), ...names].join('\0'))
    .join('\0\0');

export const unpackRequests = (packed: string): DeleteRequest[] =>
  packed.split('\0\0').map((fields) => {
    const [folder, id, parent, ...names] = fields.split('\0') as [BytePath, string, string, ...string[]];
    return { folder, id: unpackId(id) as FolderId, names, parent: unpackId(parent) };
  });

const packId = (id: FolderId | null): string => (id === null ? '-' : `${id.dev} ${id.ino}`);

function unpackId(packed: string): FolderId | null {
  const [dev, ino] = packed.split(' ');
  return dev === undefined || ino === undefined ? null : { dev: BigInt(dev), ino: BigInt(ino) };
}

/** Results with all that is empty left out; most have nothing but counts. */
export type PackedResult = Pick<BatchResult, 'files' | 'folders' | 'bytes'> & Partial<BatchResult>;

export const packResults = (results: readonly BatchResult[]): PackedResult[] =>
  results.map(({ vanished, failures, ...counts }) => ({
    ...counts,
    ...(vanished.length > 0 && { vanished }),
    ...(failures.length > 0 && { failures }),
  }));

export const unpackResults = (results: readonly PackedResult[]): BatchResult[] =>
  results.map((result) => ({ vanished: [], failures: [], ...result }));
