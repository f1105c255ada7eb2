import type { BytePath } from '../../model/byte-path.ts';
import type { Bytecode } from '../read/bytecode.ts';
import { type CacheName, cacheName } from './cache-name.ts';

/**
 * One bytecode file and what lies around it, all from the same place: the index, a commit or the
 * disk, never one against the other.
 */
export interface Subject {
  readonly path: BytePath;
  readonly bytecode: Bytecode;
  /** The content of the source that `cacheName(path)` names; null where that place has none. */
  readonly source: Uint8Array | null;
  /** Whether the same place has a file at a path. */
  readonly exists: (path: BytePath) => boolean;
  /** When the source was last changed, in seconds; only on a disk, since git gives it the time of the checkout. */
  readonly sourceTime?: number;
  /** Whether a script is run in the folder that `folderToSearchForScripts` names. */
  readonly hasScript?: boolean;
  /** What may be told of a text in the bytecode: takes secrets out of it. */
  readonly redact?: (text: string) => string;
}

const IMPORTABLE = /(?:\.py[co]|\$py\.class)$/i;

/** A name and place under which Python imports a file although its source is not there. */
export function sourceless({ path, bytecode, exists }: Subject): CacheName | undefined {
  const name = cacheName(path);
  if (!name || name.isCached || bytecode.status === 'not-bytecode') return undefined;
  // without a magic number that any Python has, none imports it
  if (bytecode.status === 'fallback' && bytecode.header === undefined) return undefined;
  if (!IMPORTABLE.test(path) || name.stem.includes('.') || name.stem === '') return undefined;
  return exists(name.source) ? undefined : name;
}
