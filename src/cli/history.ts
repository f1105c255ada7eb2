import { command } from './command.ts';

export const history = command(
  'history',
  'every cache file that was ever committed, and its size',
  (parser) =>
    parser.option('reflog', {
      type: 'boolean',
      default: false,
      describe: 'also what only reflogs hold (dropped stashes, amended commits)',
    }),
  async ({ reflog }, session) => {
    const { history } = await import('../commands/history.ts');
    const progress = session.progress('reading history', 'commits');
    try {
      return await history(await session.anyRepository(), {
        reflog,
        signal: session.interruption(),
        onProgress: (done, total) => progress.update(done, total),
      });
    } finally {
      progress.end();
    }
  },
);
