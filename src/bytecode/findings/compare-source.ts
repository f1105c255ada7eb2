import type { Bytecode } from '../read/bytecode.ts';
import { foreignNames } from './foreign-names.ts';
import { isHashOf, isSizeOf } from './source-hash.ts';

/** `agrees` only means that no mismatch was found, not that source and bytecode do the same. */
export type SourceState = 'agrees' | 'differs' | 'missing' | 'unknown';

/**
 * Compares bytecode with its source, `null` where there is none, by hash or size and by names.
 * The recorded time is not compared, since git sets the time of every file to that of the checkout.
 */
export function compareSource(bytecode: Bytecode, source: Uint8Array | null, byPytest = false): SourceState {
  const { header, codeCount } = bytecode;
  if (source === null) return 'missing';
  if (!header || codeCount === 0) return 'unknown';
  if (foreignNames(bytecode, source, byPytest).length > 0) return 'differs';
  if (header.sourceHash !== undefined)
    return isHashOf(header.sourceHash, header.magic, source) ? 'agrees' : 'differs';
  if (header.sourceSize === undefined) return 'unknown';
  return isSizeOf(header.sourceSize, source) ? 'agrees' : 'differs';
}
