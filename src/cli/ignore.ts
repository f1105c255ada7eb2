import { usageError } from '../model/errors.ts';
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
      repair: {
        type: 'boolean',
        default: false,
        describe: 'add lines once more behind exceptions that undo them; nothing is removed',
      },
    },
    examples: [
      ['ignore', 'add what .gitignore lacks, and nothing else'],
      ['ignore --repair', 'ignore caches in spite of exceptions such as !tests/**'],
      ['ignore --global', 'in your own excludes file, for every repository'],
    ],
  },
  async ({ global, repair }, session) => {
    if (global && repair)
      throw usageError('--repair goes with the files of a repository, so not with --global');
    if (repair) return (await import('../fix/repair.ts')).repair(await session.repository());
    const { ignore, ignoreGlobally } = await import('../fix/ignore.ts');
    return global ? ignoreGlobally(session.cwd) : ignore(await session.repository());
  },
);
