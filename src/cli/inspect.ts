import { GuardError, usageError } from '../model/errors.ts';
import { command } from './command.ts';
import { REPORTING } from './reporting.ts';

export const inspect = command(
  {
    usage: 'inspect [files..]',
    summary: 'what a cache file is and what it gives away',
    positionals: {
      files: {
        type: 'string',
        array: true,
        default: [],
        describe: 'files, - for stdin, REV:PATH for what a commit has, :PATH for the index',
      },
    },
    options: {
      strings: { type: 'boolean', default: false, describe: 'all names and strings in it' },
      'pseudo-source': {
        type: 'boolean',
        default: false,
        describe: 'its strings as NAME = "value", where the name is known',
      },
      reveal: {
        type: 'boolean',
        default: false,
        describe: 'do not mask secrets in those two; on a terminal, or with --yes',
      },
      yes: { alias: 'y', type: 'boolean', default: false, describe: 'reveal without a terminal' },
      ...REPORTING,
    },
    examples: [
      ['inspect pkg/__pycache__/settings.cpython-311.pyc', 'a file on disk'],
      ['inspect HEAD~3:app.pyc', 'as a commit has it'],
      ['inspect --strings app.pyc', 'with every name and string; secrets are masked'],
    ],
  },
  async ({ files, strings, pseudoSource, reveal, yes }, session) => {
    if (files.length === 0) throw usageError('inspect needs a file');
    if (reveal && !strings && !pseudoSource)
      throw usageError('--reveal needs --strings or --pseudo-source: findings never show a secret');
    if (reveal && !yes && !session.isTerminal) throw refuseToReveal();
    const { inspect } = await import('../inspect/inspect.ts');
    const stdin = (files as readonly string[]).includes('-') ? await readInput(session.stdin()) : null;
    const where = { cwd: session.cwd, repository: () => session.repository({ orBare: true }) };
    return inspect(where, files, { strings, pseudoSource, reveal, stdin, progress: session.progress });
  },
);

const refuseToReveal = (): GuardError =>
  new GuardError(
    'not-a-terminal',
    'stdout is not a terminal, so secrets would be written to a file or a log',
    'Add --yes if you want that, or leave out --reveal to have them masked.',
  );

async function readInput(stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const { readStream } = await import('./read-names.ts');
  const { LARGEST } = await import('../inspect/inspect-blob.ts');
  return readStream(stdin, LARGEST);
}
