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
    options: {
      remove: {
        type: 'boolean',
        default: false,
        describe: 'no longer allow these patterns: remove them from the attributes files',
      },
    },
    examples: [
      ['allow "tests/fixtures/**"', 'everything below a folder'],
      ['allow data/model.pyc', 'one file'],
      ['allow --remove data/model.pyc', 'block it again'],
    ],
  },
  async ({ patterns, remove }, session) => {
    if (patterns.length === 0) throw usageError('allow needs a pattern');
    if (remove) {
      const { disallow } = await import('../fix/disallow.ts');
      return disallow(await session.repository(), givenPatterns(patterns, session.platform));
    }
    const { allow } = await import('../fix/allow.ts');
    return allow(await session.repository(), givenPatterns(patterns, session.platform));
  },
);
