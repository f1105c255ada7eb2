import type { TrackedNames } from '../git/tracked-name-set.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { DeletionFailure } from './batch.ts';
import type { ClassifyRules } from './classify-folder.ts';
import type { DebrisMatcher } from './debris.ts';
import type { SkipReason } from './skip-folder.ts';

/** A folder to clean, with everything below it. */
export interface Root {
  /** Absolute, without a symbolic link in it; parts are separated by `/`. */
  readonly folder: BytePath;
  /** Only these names in the folder itself. */
  readonly only: ReadonlySet<string> | null;
  /** The folder from the top of its work tree: empty, or ending in a slash. */
  readonly prefix: string;
  readonly inRepository: boolean;
  readonly tracked: TrackedNames;
  /** Whether `--exclude` keeps a path below the folder; that of a folder ends in a slash. */
  readonly excludes: ((path: string) => boolean) | null;
  /** Kept even if it is an empty `__pycache__` folder, because it is the user's current folder. */
  readonly stays: boolean;
}

export interface WalkRules extends ClassifyRules {
  readonly debris: DebrisMatcher | null;
  /** Enters virtual environments and `node_modules`. */
  readonly all: boolean;
  readonly crossDevice: boolean;
  /** Looks up the size of every file. */
  readonly sizes: boolean;
  /** Programs of Windows can't open every name that other systems give. */
  readonly platform: NodeJS.Platform;
}

/** What a walk has skipped or could not read. */
export interface WalkNotes {
  tracked: number;
  strays: number;
  readonly sourceless: BytePath[];
  readonly skipped: Map<SkipReason, { readonly first: BytePath; count: number }>;
  readonly failures: DeletionFailure[];
}
