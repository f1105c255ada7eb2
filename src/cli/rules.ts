import { SERVERS } from '../install/server-rules.ts';
import { command } from './command.ts';

export const rules = command(
  'rules <server>',
  'print the same rule for the server, as JSON for its API',
  (parser) =>
    parser.positional('server', {
      choices: SERVERS,
      demandOption: true,
      describe: 'a push ruleset (github), a push rule (gitlab)',
    }),
  async ({ server }) => {
    const { rules } = await import('../install/server-rules.ts');
    return rules(server);
  },
);
