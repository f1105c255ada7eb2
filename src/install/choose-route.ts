import type { HookRoute } from '../model/actions.ts';
import { GuardError } from '../model/errors.ts';
import { shellQuote } from '../model/shell-quote.ts';
import { type HookManager, overwrites } from './hook-manager.ts';

/** The facts that decide where the hook can be installed so that no other tool removes it. */
export interface RouteFacts {
  /** The folder git takes hooks from; `outside` when it is not this repository's own. */
  readonly hooksFolder: 'own' | 'husky' | 'outside';
  readonly folder: {
    readonly path: string;
    /** The other work tree in which it lies; hooks there are changed from there. */
    readonly worktree?: string;
    readonly linkedTo?: string;
  };
  /** The command that sets `core.hooksPath` back to a folder of this repository; empty if it is one already. */
  readonly resetHooksPath: string;
  readonly managers: readonly HookManager[];
  /** Whether git can start files of that folder: not where its file system is mounted `noexec`. */
  readonly canStart: boolean;
  /** Whether this git runs hooks from its configuration (2.54 and later). */
  readonly configHooks: boolean;
}

export interface Route {
  readonly via: HookRoute;
  readonly reason: string;
  /** A warning, for a place where the hook may not stay. */
  readonly doubt?: string;
}

/** @param asked - `auto`, or the route the user insists on */
export function chooseRoute(asked: HookRoute | 'auto', found: RouteFacts): Route {
  if (asked !== 'auto') return insist(asked, found);
  const { folder, hooksFolder, managers, configHooks, canStart } = found;
  if (!canStart) {
    if (!configHooks) throw notStarted(found);
    return { via: 'config', reason: 'git can start no hook file on this file system' };
  }
  if (folder.worktree !== undefined) {
    if (!configHooks) throw inWorktree(found);
    return { via: 'config', reason: 'core.hooksPath leads to another work tree of this repository' };
  }
  const rival = managers.find(overwrites);
  if (hooksFolder === 'husky')
    return { via: 'husky', reason: 'husky owns core.hooksPath and runs what is in its folder' };
  if (hooksFolder === 'outside') {
    if (!configHooks) throw outside(found);
    return { via: 'config', reason: 'core.hooksPath leads to no folder of this repository' };
  }
  if (rival === undefined) return { via: 'file', reason: 'every git runs it, whatever client starts it' };
  if (configHooks) return { via: 'config', reason: `${rival} rewrites hook files` };
  return {
    via: 'file',
    reason: 'this git has no hooks in its configuration (2.54 and later have)',
    doubt: `${rival} overwrites hook files when it is installed again: run \`pyc-guard install\` after it`,
  };
}

function insist(via: HookRoute, found: RouteFacts): Route {
  const { hooksFolder, configHooks, canStart } = found;
  const reason = 'as asked';
  if (via === 'config' && !configHooks) throw noConfigHooks();
  if (via === 'husky' && hooksFolder !== 'husky') {
    throw new GuardError(
      'no-husky',
      'core.hooksPath is not a husky folder here',
      'Set husky up first (`npx husky init`), or run the command without --via.',
    );
  }
  if (via === 'file' && hooksFolder === 'outside') throw outside(found);
  if (via !== 'config' && !canStart) throw notStarted(found);
  if (via !== 'config' && found.folder.worktree !== undefined) throw inWorktree(found);
  return { via, reason };
}

export const noConfigHooks = (): GuardError =>
  new GuardError(
    'git-too-old',
    'this git has no hooks in its configuration; git 2.54 and later have',
    'Update git, or run `pyc-guard install` in each repository, without --global and --via.',
  );

const notStarted = ({ folder, configHooks }: RouteFacts): GuardError =>
  new GuardError(
    'hooks-not-executable',
    `git would skip hooks in ${folder.path}: nothing can be executed on its file system`,
    configHooks
      ? 'Run `pyc-guard install --via config`, which needs no such file.'
      : 'Update git to 2.54 or later and install again, or mount the file system with `exec`.',
  );

/** What `install` says where `core.hooksPath` is set to nothing. */
export const emptyHooksPath = ({ resetHooksPath }: RouteFacts): GuardError =>
  new GuardError(
    'hooks-path-empty',
    'core.hooksPath is empty, so git looks for hooks in no folder',
    `Run \`${resetHooksPath}\`, then install again.`,
  );

/** What `install` says beside the work trees where `core.hooksPath` may lead to a folder in each of them. */
export const hooksInWorktrees = ({ folder }: RouteFacts, [first = '']: readonly string[]): GuardError =>
  new GuardError(
    'hooks-path-outside',
    `core.hooksPath leads to ${folder.path} from here, and maybe to another folder from each work tree`,
    `Install in each work tree: \`pyc-guard${first && ` -C ${shellQuote(first)}`} install\`.`,
  );

const inWorktree = ({ folder }: RouteFacts): GuardError =>
  new GuardError(
    'hooks-path-outside',
    `core.hooksPath leads to ${folder.path}, in another work tree of this repository`,
    `Run \`pyc-guard -C ${shellQuote(folder.worktree ?? '')} install\`: hooks there are run here, too.`,
  );

const leads = ({ path, linkedTo }: RouteFacts['folder']): string =>
  linkedTo === undefined
    ? `core.hooksPath is ${path}, which lies`
    : `${path} is a link to ${linkedTo}, which lies`;

const outside = ({ folder, resetHooksPath }: RouteFacts): GuardError =>
  new GuardError(
    'hooks-path-outside',
    `${leads(folder)} outside this repository: other repositories may share it`,
    `Run \`${resetHooksPath}\` to give this repository hooks of its own, then install again.`,
  );
