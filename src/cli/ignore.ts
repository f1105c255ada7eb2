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
      local: {
        type: 'boolean',
        default: false,
        describe: 'in .git/info/exclude, which is never committed',
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
      ['ignore --local', 'in .git/info/exclude, for this clone only'],
      ['ignore --global', 'in your own excludes file, for every repository'],
    ],
  },
  async ({ global, local, repair }, session) => {
    if (Number(global) + Number(local) + Number(repair) > 1)
      throw usageError('only one of --global, --local and --repair can be given');
    if (repair) return (await import('../fix/repair.ts')).repair(await session.repository());
    const { ignore, ignoreGlobally, ignoreLocally } = await import('../fix/ignore.ts');
    if (global) return ignoreGlobally(session.cwd);
    return local ? ignoreLocally(await session.repository()) : ignore(await session.repository());
  },
);
