import { usageError } from '../model/errors.ts';
import { command } from './command.ts';
import { givenPatterns } from './given-patterns.ts';

export const allow = command(
  {
    usage: 'allow [patterns..]',
    summary: 'allow files (test fixtures) through .gitattributes',
    positionals: {
      patterns: {
        type: 'string',
        array: true,
        default: [],
        describe: 'which files, in the syntax of .gitignore',
      },
    },
    examples: [
      ['allow "tests/fixtures/**"', 'everything below a folder'],
      ['allow data/model.pyc', 'one file'],
    ],
  },
  async ({ patterns }, session) => {
    if (patterns.length === 0) throw usageError('allow needs a pattern');
    const { allow } = await import('../fix/allow.ts');
    return allow(await session.repository(), givenPatterns(patterns));
  },
);
