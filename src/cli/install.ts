import { inCi, inLifeCycle, switchedOff } from '../install/npm-lifecycle.ts';
import { DEFAULT_EVENTS, HOOK_EVENTS } from '../model/actions.ts';
import { GuardError, usageError } from '../model/errors.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { command } from './command.ts';

export const install = command(
  {
    usage: 'install',
    summary: 'block bytecode at every commit, and ignore it',
    options: {
      'hook-type': {
        array: true,
        choices: HOOK_EVENTS,
        defaultDescription: 'pre-commit and pre-merge-commit; pre-receive in a bare repository',
        metavar: 'EVENT',
        describe: 'where to block; may be repeated',
        requiresArg: true,
      },
      via: {
        choices: ['auto', 'file', 'config', 'husky'] as const,
        default: 'auto' as const,
        metavar: 'WAY',
        describe: 'where to install the hook; auto: the place that survives other hook managers',
        requiresArg: true,
      },
      global: {
        type: 'boolean',
        default: false,
        describe: 'in every repository of this user (git 2.54 and later)',
      },
      'recurse-submodules': {
        type: 'boolean',
        default: false,
        describe: 'install in every submodule too',
      },
      gitignore: {
        type: 'boolean',
        default: true,
        describe: 'leave .gitignore as it is',
      },
      fix: {
        type: 'boolean',
        default: false,
        describe: 'remove what is tracked already from git, as fix does',
      },
    },
    examples: [
      ['install', 'block bytecode at pre-commit and pre-merge-commit, and ignore it'],
      ['install --fix', 'also remove from git what is tracked already'],
      ['install --hook-type pre-push --hook-type pre-commit', 'block it when pushing, too'],
    ],
  },
  (args, session) =>
    unlessPointless(session.env, async () => {
      const { hookType: events = null, via, gitignore, fix, global, recurseSubmodules } = args;
      if (global) {
        if (fix || recurseSubmodules || via !== 'auto')
          throw usageError("--global can't be combined with --fix, --via or --recurse-submodules");
        const { installGlobally } = await import('../install/install-global.ts');
        return installGlobally(session.cwd, { events: events ?? DEFAULT_EVENTS, gitignore });
      }
      if (fix && recurseSubmodules)
        throw usageError(
          "--fix can't be combined with --recurse-submodules: run `pyc-guard fix` in each submodule",
        );
      const options = { events, via, gitignore, fix };
      const repo = await session.repository({ orBare: !fix && !recurseSubmodules });
      const { install } = await import('../install/install.ts');
      if (!recurseSubmodules) return install(repo, options);
      const { withSubmodules } = await import('../install/with-submodules.ts');
      return withSubmodules(repo, (each) => install(each, options));
    }),
);

/**
 * A team's `"prepare": "pyc-guard install"` also runs in CI and in unpacked packages without a repository,
 * where it must not make `npm install` fail. If a person runs it, it fails as usual.
 */
async function unlessPointless(
  env: NodeJS.ProcessEnv,
  install: () => Promise<Outcome<'install'>>,
): Promise<Outcome<'install'>> {
  if (switchedOff(env)) return skipped('PYC_GUARD=0 is set');
  if (!inLifeCycle(env)) return install();
  if (inCi(env)) return skipped('this is CI');
  try {
    return await install();
  } catch (error) {
    if (error instanceof GuardError && error.code === 'not-a-repository') return skipped(error.message);
    throw error;
  }
}

const skipped = (reason: string): Outcome<'install'> =>
  outcome({ summary: {}, warnings: [{ code: 'skipped', message: `nothing installed: ${reason}` }] });
