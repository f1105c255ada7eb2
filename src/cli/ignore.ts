import { command } from './command.ts';

export const ignore = command(
  {
    usage: 'ignore',
    summary: 'add the lines to .gitignore that ignore Python caches',
    options: {
      global: {
        type: 'boolean',
        default: false,
        describe: "in the user's own excludes file, for every repository",
      },
    },
    examples: [
      ['ignore', 'add what .gitignore lacks, and nothing else'],
      ['ignore --global', 'in your own excludes file, for every repository'],
    ],
  },
  async ({ global }, session) => {
    const { ignore, ignoreGlobally } = await import('../fix/ignore.ts');
    return global ? ignoreGlobally(session.cwd) : ignore(await session.repository());
  },
);
