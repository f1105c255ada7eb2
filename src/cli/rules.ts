import { SERVERS } from '../model/outcome.ts';
import { command } from './command.ts';

export const rules = command(
  {
    usage: 'rules <server>',
    summary: 'print the same rule for a server, as JSON for its API',
    positionals: {
      server: {
        choices: SERVERS,
        demandOption: true,
        describe: 'a push ruleset (github), a push rule (gitlab)',
      },
    },
    examples: [
      ['rules github', 'a push ruleset, and the command that sets it'],
      ['rules gitlab', 'a push rule, and the command that sets it'],
    ],
  },
  async ({ server }) => {
    const { rules } = await import('../install/server-rules.ts');
    return rules(server);
  },
);
