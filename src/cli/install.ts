import { DEFAULT_EVENTS } from '../core/hook-plan.ts';
import { command } from './command.ts';

export const install = command(
  'install',
  'block bytecode at every commit, and have .gitignore cover it',
  (parser) =>
    parser
      .option('hook-type', {
        array: true,
        choices: DEFAULT_EVENTS,
        default: DEFAULT_EVENTS,
        describe: 'the events to guard (repeatable)',
        requiresArg: true,
      })
      .option('gitignore', {
        type: 'boolean',
        default: true,
        describe: 'patch .gitignore (--no-gitignore: leave it)',
      })
      .option('fix', {
        type: 'boolean',
        default: false,
        describe: 'untrack what is tracked already, as fix does',
      }),
  async (args, session) => {
    const { install } = await import('../commands/install.ts');
    const { hookType: events, gitignore, fix } = args;
    return install(await session.repository(), { events, gitignore, fix });
  },
);
