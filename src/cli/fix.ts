import { KEEP_SOURCELESS, STRAY } from './arguments.ts';
import { command } from './command.ts';
import { confirmationAtTerminal } from './confirmation.ts';

const DEFAULT_MESSAGE = 'Stop tracking Python bytecode';

export const fix = command(
  {
    usage: 'fix',
    summary: 'ignore and untrack in one step: the way out',
    options: {
      stray: STRAY,
      'keep-sourceless': KEEP_SOURCELESS,
      commit: {
        type: 'string',
        metavar: '[MESSAGE]',
        describe: 'commit exactly that',
      },
      yes: {
        alias: 'y',
        type: 'boolean',
        default: false,
        describe: 'with --commit: do not ask before files without a source go',
      },
    },
    examples: [
      ['fix', 'remove tracked cache files from git, and ignore them; the files stay on disk'],
      ['fix --commit', 'and commit exactly that'],
      ['fix --dry-run', 'only print what would be done'],
    ],
  },
  async ({ stray, keepSourceless, commit, yes, dryRun }, session) => {
    const { fix } = await import('../fix/fix.ts');
    return fix(await session.repository(), {
      strays: stray,
      keepSourceless,
      confirm: commit === undefined || yes || dryRun ? null : await confirmationAtTerminal(),
      commit: commit === undefined ? null : { message: commit || DEFAULT_MESSAGE },
    });
  },
);
