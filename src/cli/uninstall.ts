import { usageError } from '../model/errors.ts';
import { command } from './command.ts';

export const uninstall = command(
  'uninstall',
  'take away exactly what install put there',
  (parser) =>
    parser
      .option('global', { type: 'boolean', default: false, describe: 'what `install --global` put there' })
      .option('recurse-submodules', {
        type: 'boolean',
        default: false,
        describe: 'uninstall in every submodule too',
      })
      .option('gitignore', {
        type: 'boolean',
        default: false,
        describe: 'take our lines out of .gitignore too',
      }),
  async ({ global, gitignore, recurseSubmodules }, session) => {
    if (global) {
      if (recurseSubmodules) throw usageError('--global goes with no repository, so with no submodules');
      const { uninstallGlobally } = await import('../install/install-global.ts');
      return uninstallGlobally(session.cwd, gitignore);
    }
    const { uninstall } = await import('../install/uninstall.ts');
    const repo = await session.repository({ orBare: !gitignore && !recurseSubmodules });
    if (!recurseSubmodules) return uninstall(repo, { gitignore });
    const { everywhere } = await import('../install/in-submodules.ts');
    return everywhere(repo, (each) => uninstall(each, { gitignore }));
  },
);
