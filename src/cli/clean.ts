import { DEFAULT_TOPICS, TOPICS } from '../clean/debris.ts';
import { command } from './command.ts';
import { confirmation } from './confirmation.ts';

const PREVENT = `Rather have no caches than delete them?
  PYTHONPYCACHEPREFIX=DIR  keeps them all in one folder, out of the way (Python 3.8+)
  PYTHONDONTWRITEBYTECODE=1, python -B  write none: right for containers and one-off runs
While developing leave them on: without its caches every start of Python compiles everything anew.`;

export const clean = command(
  'clean [paths..]',
  'delete caches from disk, never what is tracked',
  (parser) =>
    parser
      .positional('paths', {
        type: 'string',
        array: true,
        default: [],
        describe: 'folders to clean with all below them, or cache files (none: this folder)',
      })
      .option('sourceless', {
        type: 'boolean',
        default: false,
        describe: 'delete legacy .pyc files without a source too: they are the only copy',
      })
      .option('debris', {
        array: true,
        choices: [...TOPICS, 'all'] as const,
        describe: `delete what other tools leave too (no topic: ${DEFAULT_TOPICS.join(', ')})`,
      })
      .option('yes', {
        alias: 'y',
        type: 'boolean',
        default: false,
        describe: 'do not ask before more than caches goes',
      })
      .option('exclude', {
        array: true,
        type: 'string',
        default: [],
        nargs: 1,
        describe: 'leave what matches alone, in gitignore syntax',
      })
      .option('all', {
        type: 'boolean',
        default: false,
        describe: 'enter virtual environments and node_modules too',
      })
      .option('cross-device', {
        type: 'boolean',
        default: false,
        describe: 'enter other file systems too',
      })
      .epilogue(PREVENT),
  async (args, session) => {
    const { paths, sourceless, yes, exclude, all, crossDevice, dryRun, debris } = args;
    const topics = topicsOf(debris);
    const list = args.json || (!args.quiet && (args.verbose || dryRun));
    const asks = (sourceless || topics.length > 0) && !yes && !dryRun;
    const confirm = await confirmation(asks, 'this deletes more than caches');
    const { clean } = await import('../clean/clean.ts');
    return clean(await session.repositoryIfAny(), {
      cwd: session.cwd,
      names: paths.length > 0 ? paths : ['.'],
      topics,
      sourceless,
      all,
      crossDevice,
      exclude,
      list,
      sizes: list || (dryRun && !args.quiet),
      confirm,
    });
  },
);

function topicsOf(debris: readonly string[] | undefined): typeof TOPICS {
  if (debris === undefined) return [];
  if (debris.includes('all')) return TOPICS;
  return debris.length === 0 ? DEFAULT_TOPICS : TOPICS.filter((topic) => debris.includes(topic));
}
