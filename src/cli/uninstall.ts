import { command } from './command.ts';

export const uninstall = command(
  'uninstall',
  'take away exactly what install put there',
  (parser) =>
    parser
      .option('global', { type: 'boolean', default: false, describe: 'what `install --global` put there' })
      .option('gitignore', {
        type: 'boolean',
        default: false,
        describe: 'take our lines out of .gitignore too',
      }),
  async ({ global, gitignore }, session) => {
    if (global) {
      const { uninstallGlobally } = await import('../commands/install-global.ts');
      return uninstallGlobally(session.cwd, gitignore);
    }
    const { uninstall } = await import('../commands/uninstall.ts');
    return uninstall(await session.repository({ orBare: !gitignore }), { gitignore });
  },
);
