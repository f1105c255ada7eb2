import type { BytePath } from './byte-path.ts';

/**
 * One thing to be done to one path. `path` is relative to the top of the work tree where it lies
 * inside, else absolute. `plan` is what only `apply` needs; the rest is shown to the user.
 */
export type Action =
  | { readonly do: 'untrack'; readonly path: BytePath }
  | {
      readonly do: 'patch-ignore' | 'patch-attributes';
      readonly path: BytePath;
      readonly lines: readonly string[];
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
      /** What `clean` takes it for. */
      readonly why?: string;
      /** `null`: the workers of `clean` do it. */
      readonly plan: DeletePlan | null;
    };

export type ActionKind = Action['do'];

export const HOOK_EVENTS = [
  'pre-commit',
  'pre-merge-commit',
  'pre-push',
  'reference-transaction',
  'pre-receive',
] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** How git comes to run the gate: a file it looks for, its configuration, or a hook of husky's. */
export const HOOK_ROUTES = ['file', 'config', 'husky'] as const;
export type HookRoute = (typeof HOOK_ROUTES)[number];

// What `apply` needs to carry out an action, beside what the user is told of it.

/** New content for a file, and what it must still hold when the plan is carried out (`null`: absent). */
export interface FileChange {
  /** Absolute path. */
  readonly target: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

/** A `git config` call: its scope, and its arguments, run in a folder of the repository meant. */
export interface ConfigPlan {
  readonly root: string;
  readonly scope: 'local' | 'global';
  readonly args: readonly string[];
  /** How the file is to be left, where git alone would not leave it as it was before us. */
  readonly leave?: { readonly file: string; readonly as: ConfigFileWas };
}

/** A configuration file git has to change more of than it can take back: it ends lines, and makes files. */
export type ConfigFileWas = 'absent' | 'unterminated';

export interface HookFilePlan {
  /** Absolute path. */
  readonly file: string;
  readonly content: Uint8Array;
  /** The mode it gets, whatever the umask; `executable`: 0755 less the umask; `as-before`: an old file keeps its mode. */
  readonly mode: 'as-before' | 'executable' | number;
  /** What must still be there when the plan is carried out; absent where it does not matter. */
  readonly before?: Uint8Array | null;
  /** What the index is to hold for this path; absent leaves its entry alone. */
  readonly index?: StagedFile;
}

export interface MovePlan {
  readonly from: string;
  readonly to: string;
  /** What a symbolic link at `to` leads to, where it is not what the one at `from` does. */
  readonly link?: string;
}

export interface DeletePlan {
  /** Absolute path. */
  readonly file: string;
  /** They go too, in this order, where that leaves them empty. */
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
  /** What the index is to hold for this path; `null` leaves its entry alone. */
  readonly index: StagedFile | null;
}

/** A file as git keeps it: its mode as in `ls-files -s`. */
export type StagedFile = { readonly content: Uint8Array; readonly mode: string };

export interface CommitPlan {
  /** The commit it is to follow; `null` before the first. */
  readonly head: string | null;
  /** What the commit holds for the patched ignore file; `null` leaves it as it is in HEAD. */
  readonly ignore: StagedFile | null;
  readonly ignorePath: BytePath;
  readonly removals: readonly BytePath[];
}
