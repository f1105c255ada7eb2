import { command } from './command.ts';

export const uninstall = command(
  'uninstall',
  'take away exactly what install put there',
  (parser) =>
    parser.option('gitignore', {
      type: 'boolean',
      default: false,
      describe: 'take our lines out of .gitignore too',
    }),
  async ({ gitignore }, session) => {
    const { uninstall } = await import('../commands/uninstall.ts');
    return uninstall(await session.repository(), { gitignore });
  },
);
