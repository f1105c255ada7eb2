import type { BytePath } from './byte-path.ts';
import type { Finding } from './findings.ts';

/** What a bytecode file records about itself. Fields are absent if the file has no such data; secrets are masked in all texts. */
export interface InspectedFile {
  readonly path: BytePath;
  /** How far it could be read. */
  readonly read: 'full' | 'partial' | 'fallback' | 'not-bytecode';
  /** The language version, such as `3.13`. */
  readonly python?: string;
  readonly implementation?: string;
  readonly magic?: number;
  /** How Python decides whether it is fresh. */
  readonly validation?: 'timestamp' | 'checked-hash' | 'unchecked-hash' | 'none';
  /** Of the source when it was compiled; ISO 8601, UTC. */
  readonly mtime?: string;
  /** Of the source in bytes, modulo 2^32. */
  readonly sourceSize?: number;
  /** 16 hexadecimal digits in file order. */
  readonly sourceHash?: string;
  /** The path that is recorded in it. */
  readonly compiledFrom?: string;
  /** The source in the same place. `agrees`: no mismatch was found. */
  readonly source?: {
    readonly path?: BytePath;
    readonly state: 'agrees' | 'differs' | 'missing' | 'unknown';
  };
  readonly counts?: Readonly<Record<string, number>>;
  readonly names?: readonly string[];
  readonly strings?: readonly string[];
  readonly pseudoSource?: string;
  /** For a person. */
  readonly shown: {
    /** The revision it was read from; empty for the disk. */
    readonly from: string;
    /** Whose home directory `compiledFrom` is in. */
    readonly user?: string;
    readonly findings: readonly Finding[];
  };
}
