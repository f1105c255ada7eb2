import { DEFAULT_TOPICS, TOPICS } from '../clean/debris.ts';
import { command } from './command.ts';
import { confirmation } from './confirmation.ts';
import { givenPatterns } from './given-patterns.ts';

const PREVENT = `To have no caches at all:
  PYTHONPYCACHEPREFIX=DIR            keeps them in one folder (Python 3.8+)
  PYTHONDONTWRITEBYTECODE=1          writes none; for containers and single runs
Leave them on while developing: without them Python compiles everything at every
start.`;

export const clean = command(
  {
    usage: 'clean [paths..]',
    summary: 'delete caches from disk, never what is tracked',
    positionals: {
      paths: {
        type: 'string',
        array: true,
        default: [],
        describe: 'folders to clean with all below them, or cache files (none: this folder)',
      },
    },
    options: {
      sourceless: {
        type: 'boolean',
        default: false,
        describe: 'delete .pyc files without a source, too: they are the only copy',
      },
      debris: {
        array: true,
        choices: [...TOPICS, 'all'] as const,
        metavar: '[TOPIC]',
        describe: `delete what other tools leave, too (no topic: ${DEFAULT_TOPICS.join(', ')})`,
      },
      yes: {
        alias: 'y',
        type: 'boolean',
        default: false,
        describe: 'do not ask before deleting more than caches',
      },
      exclude: {
        metavar: 'PATTERN',
        array: true,
        type: 'string',
        default: [],
        nargs: 1,
        describe: 'keep what matches, in the syntax of .gitignore; may be repeated',
      },
      all: {
        type: 'boolean',
        default: false,
        describe: 'enter virtual environments and node_modules too',
      },
      'cross-device': {
        type: 'boolean',
        default: false,
        describe: 'enter other file systems too',
      },
    },
    examples: [
      ['clean', 'delete the caches below this folder; nothing that git tracks'],
      ['clean --dry-run', 'only list them'],
      ['clean --debris', 'also what pytest, mypy, ruff and coverage leave'],
    ],
    notes: PREVENT,
  },
  async (args, session) => {
    const { paths, sourceless, yes, exclude, all, crossDevice, dryRun, debris } = args;
    const topics = topicsOf(debris);
    const list = args.json || (!args.quiet && (args.verbose || dryRun));
    const asks = (sourceless || topics.length > 0) && !yes && !dryRun;
    const confirm = await confirmation(asks, 'this deletes more than caches');
    const { clean } = await import('../clean/clean.ts');
    return clean(await session.repositoryIfAny(), {
      cwd: session.cwd,
      platform: session.platform,
      names: paths.length > 0 ? paths : ['.'],
      topics,
      sourceless,
      all,
      crossDevice,
      exclude: givenPatterns(exclude, session.platform),
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
