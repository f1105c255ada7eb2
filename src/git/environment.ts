import process from 'node:process';
import { GuardError } from '../model/errors.ts';
import { bareRepositoryAt } from './bare-repository.ts';
import { safePath } from './find-program.ts';

/** Changes to the environment; `undefined` removes a variable. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Pathspec variables would change what our own pathspecs mean (git(1)). */
const NO_PATHSPEC_MODE: Variables = {
  GIT_LITERAL_PATHSPECS: undefined,
  GIT_GLOB_PATHSPECS: undefined,
  GIT_NOGLOB_PATHSPECS: undefined,
  GIT_ICASE_PATHSPECS: undefined,
};

/**
 * Git must not fetch, as it does in a partial clone whenever it reads an object that is not there. Git 2.45 and
 * later have a variable for that; older versions are allowed no protocol.
 */
const NO_REMOTE: Variables = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' };

/**
 * Messages in English, since some are parsed; no index.lock for a question, which another git may need; and no
 * flush after every answer of check-attr and check-ignore, which may give 100,000.
 */
const FIXED: Variables = {
  ...NO_PATHSPEC_MODE,
  ...NO_REMOTE,
  LC_ALL: 'C',
  LANGUAGE: undefined,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_FLUSH: '0',
};

/** Settings for one git, after those that the environment gives already (git(1), GIT_CONFIG_COUNT). */
export function withSettings(settings: readonly (readonly [key: string, value: string])[]): Variables {
  const first = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  const variables = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${first + at}`, key],
    [`GIT_CONFIG_VALUE_${first + at}`, value],
  ]);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: `${first + settings.length}` };
}

/**
 * For a git that reads the whole index, which is mostly page faults: with huge pages it reads 200,000 entries in
 * 36 ms, not 45. Linux with glibc 2.35 and later; nothing elsewhere.
 */
export const withHugePages = (): Variables => ({
  GLIBC_TUNABLES: process.env.GLIBC_TUNABLES ?? 'glibc.malloc.hugetlb=1',
});

/** The variable, if one is set, by which git takes every folder for a part of one repository. */
export const namesRepository = (): string | undefined =>
  ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'].find((name) => process.env[name] !== undefined);

/** The environment of every git that is started, by `git` in run.ts or by simple-git. */
export function gitEnvironment(cwd: string, changes: Variables = {}): NodeJS.ProcessEnv {
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'; // `Path` on Windows
  return { ...process.env, ...FIXED, [path]: safePath(cwd), ...changes };
}

/**
 * Overrides settings by which a repository could have git start a program. `core.fsmonitor` is emptied,
 * because before 2.36 `false` was taken for a program. The aliases are for commands that a git may not know,
 * as older ones do not know `hook`: it would run an alias instead.
 */
const NO_PROGRAMS: readonly string[] = [
  'core.fsmonitor=',
  'core.pager=cat',
  'log.showSignature=false',
  'alias.hook=',
  'alias.filter-repo=',
];

/** Writing the index runs post-index-change, updating refs reference-transaction (githooks(5)). */
const NO_HOOKS: readonly string[] = [
  'core.hooksPath=/dev/null',
  'hook.post-index-change.enabled=false',
  'hook.reference-transaction.enabled=false',
];

/** Commands that must see the configured hooks, and run none by themselves. */
const ASKS_FOR_HOOKS: ReadonlySet<string> = new Set(['config', 'hook', 'rev-parse', 'version']);

/** The command among git's arguments. */
export const commandIn = (args: readonly string[]): string | undefined =>
  args.find((arg, i) => !arg.startsWith('-') && args[i - 1] !== '-c');

/**
 * Options that keep git, started in `cwd`, from starting any program that its configuration names. They
 * also apply to gits that it starts itself, and override all configuration files.
 *
 * Filters can't be switched off like this, since their names are arbitrary, so no command that runs filters is used.
 *
 * @param args - what git is asked
 * @param env - the environment it will have
 * @throws GuardError if git would trust a bare repository in the work tree of another repository
 */
export function safeOptions(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const command = commandIn(args) ?? 'version';
  const settings = [...NO_PROGRAMS, ...(ASKS_FOR_HOOKS.has(command) ? [] : NO_HOOKS)];
  const bare = env.GIT_DIR === undefined ? bareRepositoryAt(cwd) : null;
  if (bare?.embedded === true) throw embedded(bare.folder);
  // a user in a bare repository of their own expects git to find it
  if (bare === null) settings.push('safe.bareRepository=explicit');
  return settings.flatMap((setting) => ['-c', setting]);
}

const embedded = (folder: string): GuardError =>
  new GuardError(
    'embedded-repository',
    `${folder} is a bare repository inside another repository's work tree, so its configuration is not trusted`,
    'Name folders outside of it. If you trust it, name it in the environment as GIT_DIR.',
  );
