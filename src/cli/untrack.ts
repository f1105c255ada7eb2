import { fromText } from '../model/byte-path.ts';
import { STRAY } from './arguments.ts';
import { command } from './command.ts';

export const untrack = command(
  'untrack [paths..]',
  'stop tracking cache files; they stay on disk',
  (parser) =>
    parser
      .positional('paths', {
        type: 'string',
        array: true,
        default: [],
        describe: 'only these files, or what lies in these folders',
      })
      .option('stray', STRAY),
  async ({ paths, stray }, session) => {
    const { untrack } = await import('../fix/untrack.ts');
    return untrack(await session.repository(), { names: paths.map(fromText), strays: stray });
  },
);
