import type { CheckSource } from '../commands/check.ts';
import { fromText } from '../core/byte-path.ts';
import { usageError } from '../errors.ts';
import { command } from './command.ts';
import { REPORTING } from './reporting.ts';

export const check = command(
  'check [paths..]',
  'report cache files; exit 1 if there are any',
  (parser) =>
    parser
      .positional('paths', {
        type: 'string',
        array: true,
        default: [],
        describe: 'files, and folders for what git would see in them',
      })
      .option('staged', { type: 'boolean', describe: 'what the next commit adds or changes (the default)' })
      .option('tracked', { type: 'boolean', describe: 'everything in the index' })
      .option('stdin', { type: 'boolean', describe: 'names from stdin, one a line, quoted as git quotes' })
      .option('files0-from', {
        type: 'string',
        requiresArg: true,
        describe: 'names from this file (-: stdin), each ended by NUL',
      })
      .options(REPORTING),
  async (args, session) => {
    const { check } = await import('../commands/check.ts');
    return check(await session.repository(), await source(args));
  },
);

interface Asked {
  readonly paths: readonly string[];
  readonly staged: boolean | undefined;
  readonly tracked: boolean | undefined;
  readonly stdin: boolean | undefined;
  readonly files0From: string | undefined;
}

async function source({ paths, staged, tracked, stdin, files0From }: Asked): Promise<CheckSource> {
  const asked = [staged, tracked, stdin, files0From !== undefined, paths.length > 0].filter(Boolean);
  if (asked.length > 1) {
    throw usageError('check looks at one thing: --staged, --tracked, --stdin, --files0-from or paths');
  }
  if (stdin || files0From !== undefined) {
    const { readNames } = await import('../names-input.ts');
    const names = stdin ? readNames('-', '\n') : readNames(files0From ?? '-', '\0');
    return { from: 'list', names: await names };
  }
  if (paths.length > 0) return { from: 'arguments', names: paths.map(fromText) };
  return { from: tracked ? 'tracked' : 'staged' };
}
