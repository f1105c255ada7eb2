import type { BytePath } from './byte-path.ts';

/**
 * One change to one path. `path` is relative to the top of the work tree if it lies inside, else absolute.
 * Only `apply-actions` reads `plan`; the other fields are shown to the user.
 */
export type Action =
  | { readonly do: 'untrack'; readonly path: BytePath }
  | {
      readonly do: 'patch-ignore' | 'patch-attributes';
      readonly path: BytePath;
      readonly lines: readonly string[];
      /** The lines are removed, not added. */
      readonly removed?: true;
      readonly plan: PatchPlan;
    }
  | { readonly do: 'commit'; readonly message: string; readonly plan: CommitPlan }
  | {
      readonly do: 'write-page';
      readonly path: BytePath;
      readonly plan: { readonly file: string; readonly content: Uint8Array };
    }
  | { readonly do: 'restore'; readonly path: BytePath; readonly plan: MovePlan }
  | { readonly do: 'backup'; readonly path: BytePath; readonly plan: MovePlan }
  /** A backup of all history; JSON calls it `backup` as well. */
  | { readonly do: 'bundle'; readonly path: BytePath; readonly plan: BundlePlan }
  | { readonly do: 'purge'; readonly path: BytePath }
  | {
      readonly do: 'write-hook';
      readonly path: BytePath;
      readonly event: HookEvent;
      readonly via: HookRoute;
      readonly plan: HookFilePlan;
    }
  | {
      readonly do: 'set-config' | 'unset-config';
      readonly key: string;
      readonly value?: string;
      readonly plan: ConfigPlan;
    }
  | {
      readonly do: 'delete';
      readonly path: BytePath;
      readonly bytes: number;
      /** Which kind of file `clean` deletes. */
      readonly why?: string;
      /** `null`: the workers of `clean` delete the file themselves, so `apply-actions` has no plan to carry out. */
      readonly plan: DeletePlan | null;
    };

export type ActionKind = Action['do'];

/** Every event that we have a hook for. */
export const HOOK_EVENTS = [
  'pre-commit',
  'pre-merge-commit',
  'pre-push',
  'reference-transaction',
  'pre-receive',
] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** The events that `install` uses by default; pre-merge-commit because a merge does not run pre-commit (githooks(5)). */
export const DEFAULT_EVENTS: readonly HookEvent[] = ['pre-commit', 'pre-merge-commit'];

/** The only event in a bare repository: nobody commits there, but others push to it. */
export const BARE_EVENTS: readonly HookEvent[] = ['pre-receive'];

/** How git starts the hook: through a file in its hooks folder, through its configuration, or through husky. */
export const HOOK_ROUTES = ['file', 'config', 'husky'] as const;
export type HookRoute = (typeof HOOK_ROUTES)[number];

// The data that `apply-actions` needs to carry out an action, apart from what is shown to the user.

/** New content for a file, and the old content it must still have when the plan is carried out (`null`: no file). */
export interface FileChange {
  /** Absolute path. */
  readonly target: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

/** A `git config` call: the scope, the arguments, and a folder of the repository to change. */
export interface ConfigPlan {
  readonly root: string;
  readonly scope: 'local' | 'global';
  readonly args: readonly string[];
  /** The content the file must end with, where git alone would not restore what was there before `install`. */
  readonly leave?: { readonly file: string; readonly as: ConfigFileWas };
}

/** Restores a configuration file exactly: git adds a missing last line end and creates files, and undoes neither. */
export type ConfigFileWas = 'absent' | 'unterminated';

export interface HookFilePlan {
  /** Absolute path. */
  readonly file: string;
  readonly content: Uint8Array;
  /** The mode it gets, whatever the umask; `executable`: 0755 less the umask; `as-before`: an old file keeps its mode. */
  readonly mode: 'as-before' | 'executable' | number;
  /** The content that must still be there when the plan is carried out; absent where any content will do. */
  readonly before?: Uint8Array | null;
  /** The new index entry for this path; absent: its entry is not changed. */
  readonly index?: StagedFile;
}

export interface MovePlan {
  readonly from: string;
  readonly to: string;
  /** The target of the symbolic link at `to`, if it differs from that of the link at `from`. */
  readonly link?: string;
}

export interface DeletePlan {
  /** Absolute path. */
  readonly file: string;
  /** Folders to delete afterwards, in this order, if they are empty then. */
  readonly folders: readonly string[];
  /** Whether the index loses its entry as well. */
  readonly untrack?: boolean;
}

/** Everything in the repository, in one file for `git fetch` (git-bundle(1)). */
export interface BundlePlan {
  readonly bundle: string;
}

export interface PatchPlan {
  /** `null` where the file itself is as it should be. */
  readonly file: FileChange | null;
  /** The new index entry for this path; `null`: its entry is not changed. */
  readonly index: StagedFile | null;
}

/** A file as git keeps it: its mode as in `ls-files -s`. */
export type StagedFile = { readonly content: Uint8Array; readonly mode: string };

export interface CommitPlan {
  /** The parent of the new commit; `null` if there is no commit yet. */
  readonly head: string | null;
  /** The patched ignore file in the commit; `null`: it stays as it is in HEAD. */
  readonly ignore: StagedFile | null;
  readonly ignorePath: BytePath;
  readonly removals: readonly BytePath[];
}
