import { command } from './command.ts';

export const history = command(
  'history',
  'every cache file that was ever committed, and its size',
  (parser) =>
    parser
      .option('reflog', {
        type: 'boolean',
        default: false,
        describe: 'also what only reflogs hold (dropped stashes, amended commits)',
      })
      .option('inspect', {
        type: 'boolean',
        default: true,
        describe: 'look into the bytecode for secrets and the like (--no-inspect: list it only)',
      }),
  async ({ reflog, inspect }, session) => {
    const { history } = await import('../commands/history.ts');
    const signal = session.interruption();
    const reading = session.progress('reading history', 'commits');
    const inspecting = session.progress('reading bytecode', 'blobs');
    try {
      return await history(await session.anyRepository(), {
        reflog,
        signal,
        onProgress: reading.update,
        inspect: inspect ? { signal, onProgress: inspecting.update } : null,
      });
    } finally {
      reading.end();
    }
  },
);
