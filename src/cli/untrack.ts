import { fromText } from '../model/byte-path.ts';
import { KEEP_SOURCELESS, STRAY } from './arguments.ts';
import { command } from './command.ts';

export const untrack = command(
  {
    usage: 'untrack [paths..]',
    summary: 'remove cache files from git; they stay on disk',
    positionals: {
      paths: {
        type: 'string',
        array: true,
        default: [],
        describe: 'only these files, or what lies in these folders',
      },
    },
    options: {
      stray: STRAY,
      'keep-sourceless': KEEP_SOURCELESS,
    },
    examples: [
      ['untrack', 'remove all tracked cache files from git; they stay on disk'],
      ['untrack pkg', 'only those below a folder'],
    ],
  },
  async ({ paths, stray, keepSourceless }, session) => {
    const { untrack } = await import('../fix/untrack.ts');
    return untrack(await session.repository(), {
      names: paths.map(fromText),
      strays: stray,
      keepSourceless,
    });
  },
);
