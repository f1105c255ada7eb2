import { ALL_EVENTS, DEFAULT_EVENTS } from '../install/hook-files.ts';
import { inCi, inLifeCycle, switchedOff } from '../install/npm-lifecycle.ts';
import { GuardError, usageError } from '../model/errors.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { command } from './command.ts';

export const install = command(
  'install',
  'block bytecode at every commit, and have .gitignore cover it',
  (parser) =>
    parser
      .option('hook-type', {
        array: true,
        choices: ALL_EVENTS,
        defaultDescription: 'pre-commit and pre-merge-commit; pre-receive in a bare repository',
        describe: 'the events to guard (repeatable)',
        requiresArg: true,
      })
      .option('via', {
        choices: ['auto', 'file', 'config', 'husky'] as const,
        default: 'auto' as const,
        describe: 'how git comes to run the gate (auto: what will hold tomorrow)',
        requiresArg: true,
      })
      .option('global', {
        type: 'boolean',
        default: false,
        describe: 'guard every repository of this user (git 2.54 and later)',
      })
      .option('recurse-submodules', {
        type: 'boolean',
        default: false,
        describe: 'install in every submodule too',
      })
      .option('gitignore', {
        type: 'boolean',
        default: true,
        describe: 'patch .gitignore (--no-gitignore: leave it)',
      })
      .option('fix', {
        type: 'boolean',
        default: false,
        describe: 'untrack what is tracked already, as fix does',
      }),
  (args, session) =>
    unlessPointless(session.env, async () => {
      const { hookType: events = null, via, gitignore, fix, global, recurseSubmodules } = args;
      if (global) {
        if (fix || recurseSubmodules || via !== 'auto')
          throw usageError('--global goes with none of the other options');
        const { installGlobally } = await import('../install/install-global.ts');
        return installGlobally(session.cwd, { events: events ?? DEFAULT_EVENTS, gitignore });
      }
      if (fix && recurseSubmodules)
        throw usageError('--fix works in one repository: run `pyc-guard fix` in each submodule');
      const options = { events, via, gitignore, fix };
      const repo = await session.repository({ orBare: !fix && !recurseSubmodules });
      const { install } = await import('../install/install.ts');
      if (!recurseSubmodules) return install(repo, options);
      const { everywhere } = await import('../install/in-submodules.ts');
      return everywhere(repo, (each) => install(each, options));
    }),
);

/**
 * A team's `"prepare": "pyc-guard install"` also runs in CI, and where a package is unpacked
 * without its repository; it must not break the installation there. A person is told.
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
