import { usageError } from '../model/errors.ts';
import { command } from './command.ts';

export const allow = command(
  'allow [patterns..]',
  'let files pass, by an attribute in .gitattributes',
  (parser) =>
    parser.positional('patterns', {
      type: 'string',
      array: true,
      default: [],
      describe: "as in .gitignore, e.g. 'tests/fixtures/**'",
    }),
  async ({ patterns }, session) => {
    if (patterns.length === 0) throw usageError('allow needs a pattern');
    const { allow } = await import('../fix/allow.ts');
    return allow(await session.repository(), patterns);
  },
);
