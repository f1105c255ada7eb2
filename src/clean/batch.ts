import type { BytePath } from '../model/byte-path.ts';
import type { Outcome } from '../model/outcome.ts';

/** The identity of a folder, independent of its path: device and inode. */
export interface FolderId {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** What is to be deleted from one folder. */
export interface DeleteRequest {
  /** Absolute; parts are separated by `/`. */
  readonly folder: BytePath;
  readonly id: FolderId;
  readonly names: readonly string[];
  /** The parent folder, given if this folder is deleted, too, once it is empty. */
  readonly parent: FolderId | null;
}

/** A batch with the data that the report needs. */
export interface Batch extends DeleteRequest {
  /** Why each of the names is deleted. */
  readonly reasons: readonly string[];
  /** Bytes of each of the names; empty unless sizes were asked for. */
  readonly sizes: readonly number[];
}

/** The result of one batch. */
export interface BatchResult {
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
  /** Indices of names that were no longer there. */
  readonly vanished: readonly number[];
  /** `index` is -1 for the folder itself; `reason` is the system's error code, or `changed`. */
  readonly failures: readonly { readonly index: number; readonly reason: string }[];
}

/** A file or folder that should have been deleted and was not, or could not be looked into. */
export interface DeletionFailure {
  readonly path: BytePath;
  readonly reason: string;
}

/** The result of all batches. */
export interface DeletionResult {
  files: number;
  directories: number;
  bytes: number;
  /** Each deleted file, if they are listed. */
  readonly deleted: { readonly path: BytePath; readonly bytes: number; readonly why: string }[];
  /** The first of them; `failed` counts them all. */
  readonly failures: DeletionFailure[];
  failed: number;
}

/** Deletions that may not fit into memory: they are found and carried out batch by batch. */
export interface Deletion {
  readonly type: 'deletion';
  /** Walks the disk and decides; batches without names are folders to try when all before them are done. */
  readonly batches: () => AsyncIterable<readonly Batch[]>;
  /** Whether each file is to be listed. */
  readonly list: boolean;
  /** The outcome for the report. */
  readonly conclude: (total: DeletionResult) => Outcome<'clean'>;
}
