import type { Bytecode } from '../read/bytecode.ts';
import { isHashOf, isSizeOf } from './source-hash.ts';

/**
 * What Python does with bytecode beside its source. `current`: it runs it. `stale`: it compiles
 * the source again, since that has changed. `unknown`: that depends on a time which git does not keep.
 */
export type Validity = 'current' | 'stale' | 'unknown';

/**
 * Decides by what the header records about the source: nothing that Python checks (PEP 552), its hash, its
 * size, or in Python 2 only its time.
 *
 * @param sourceTime - in seconds, where it is known
 */
export function validity({ header }: Bytecode, source: Uint8Array, sourceTime: number | undefined): Validity {
  if (header === undefined) return 'unknown';
  if (header.validation === 'unchecked-hash') return 'current';
  if (header.sourceHash !== undefined)
    return isHashOf(header.sourceHash, header.magic, source) ? 'current' : 'stale';
  if (header.sourceSize !== undefined) return isSizeOf(header.sourceSize, source) ? 'current' : 'stale';
  if (header.mtime === undefined || sourceTime === undefined) return 'unknown';
  return header.mtime === sourceTime >>> 0 ? 'current' : 'stale';
}
