import { usageError } from '../model/errors.ts';
import { command } from './command.ts';

export const uninstall = command(
  {
    usage: 'uninstall',
    summary: 'remove exactly what install added',
    options: {
      global: { type: 'boolean', default: false, describe: 'remove what `install --global` added' },
      'recurse-submodules': {
        type: 'boolean',
        default: false,
        describe: 'uninstall in every submodule, too',
      },
      gitignore: {
        type: 'boolean',
        default: false,
        describe: 'remove the lines from .gitignore, too',
      },
    },
    examples: [
      ['uninstall', 'remove the hook; hooks that were there before stay'],
      ['uninstall --gitignore', 'remove the lines in .gitignore, too'],
    ],
  },
  async ({ global, gitignore, recurseSubmodules }, session) => {
    if (global) {
      if (recurseSubmodules) throw usageError("--global can't be combined with --recurse-submodules");
      const { uninstallGlobally } = await import('../install/install-global.ts');
      return uninstallGlobally(session.cwd, gitignore);
    }
    const { uninstall } = await import('../install/uninstall.ts');
    const repo = await session.repository({ orBare: !gitignore && !recurseSubmodules });
    if (!recurseSubmodules) return uninstall(repo, { gitignore });
    const { withSubmodules } = await import('../install/with-submodules.ts');
    return withSubmodules(repo, (each) => uninstall(each, { gitignore }));
  },
);
