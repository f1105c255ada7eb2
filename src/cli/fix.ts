import { STRAY } from './arguments.ts';
import { command } from './command.ts';

const DEFAULT_MESSAGE = 'Stop tracking Python bytecode';

export const fix = command(
  'fix',
  'ignore and untrack in one go',
  (parser) =>
    parser.option('stray', STRAY).option('commit', {
      type: 'string',
      describe: 'commit exactly that, with this message or a standard one',
    }),
  async ({ stray, commit }, session) => {
    const { fix } = await import('../fix/fix.ts');
    return fix(await session.repository(), {
      strays: stray,
      commit: commit === undefined ? null : { message: commit || DEFAULT_MESSAGE },
    });
  },
);
