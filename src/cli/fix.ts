import { STRAY } from './arguments.ts';
import { command } from './command.ts';

const DEFAULT_MESSAGE = 'Stop tracking Python bytecode';

export const fix = command(
  {
    usage: 'fix',
    summary: 'ignore and untrack in one step: the way out',
    options: {
      stray: STRAY,
      commit: {
        type: 'string',
        metavar: '[MESSAGE]',
        describe: 'commit exactly that',
      },
    },
    examples: [
      ['fix', 'remove tracked cache files from git, and ignore them; the files stay on disk'],
      ['fix --commit', 'and commit exactly that'],
      ['fix --dry-run', 'only print what would be done'],
    ],
  },
  async ({ stray, commit }, session) => {
    const { fix } = await import('../fix/fix.ts');
    return fix(await session.repository(), {
      strays: stray,
      commit: commit === undefined ? null : { message: commit || DEFAULT_MESSAGE },
    });
  },
);
