import type { BytePath } from '../../model/byte-path.ts';
import type { Bytecode } from '../read/bytecode.ts';
import { type CacheName, cacheName } from './cache-name.ts';

/**
 * A bytecode file and the files beside it, all from the same place: the index, a commit or the disk.
 */
export interface ExaminedFile {
  readonly path: BytePath;
  readonly bytecode: Bytecode;
  /** The content of the source that `cacheName(path)` names; null if there is none. */
  readonly source: Uint8Array | null;
  /** Whether there is a file at a path in the same place. */
  readonly exists: (path: BytePath) => boolean;
  /** When the source was last changed, in seconds; only on a disk, since git gives it the time of the checkout. */
  readonly sourceTime?: number;
  /** Whether a script is run in the folder that `folderToSearchForScripts` names. */
  readonly hasScript?: boolean;
  /** Masks secrets in a text of the bytecode. */
  readonly redact?: (text: string) => string;
}

const IMPORTABLE = /(?:\.py[co]|\$py\.class)$/i;

/** A name and place under which Python imports a file although its source is not there. */
export function sourceless({ path, bytecode, exists }: ExaminedFile): CacheName | undefined {
  const name = cacheName(path);
  if (!name || name.isCached || bytecode.status === 'not-bytecode') return undefined;
  // no Python imports a file without a known magic number
  if (bytecode.status === 'fallback' && bytecode.header === undefined) return undefined;
  if (!IMPORTABLE.test(path) || name.stem.includes('.') || name.stem === '') return undefined;
  return exists(name.source) ? undefined : name;
}
