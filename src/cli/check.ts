import type { CheckSource } from '../check/check.ts';
import { inCi } from '../install/npm-lifecycle.ts';
import { fromText } from '../model/byte-path.ts';
import { usageError } from '../model/errors.ts';
import type { Session } from '../runtime/run-command.ts';
import { BASELINE, withBaseline } from './baseline.ts';
import { command } from './command.ts';
import { REPORTING } from './reporting.ts';

export const check = command(
  {
    usage: 'check [paths..]',
    summary: 'report cache files; exit code 1 if there are any',
    positionals: {
      paths: {
        type: 'string',
        array: true,
        default: [],
        describe: 'files, and folders for what git would see in them',
      },
    },
    options: {
      staged: { type: 'boolean', describe: 'what the next commit adds or changes (the default)' },
      tracked: { type: 'boolean', describe: 'everything in the index' },
      range: {
        type: 'string',
        metavar: 'A..B',
        requiresArg: true,
        describe: 'what each of these commits adds or changes; one commit: all that led to it',
      },
      stdin: { type: 'boolean', describe: 'names from stdin, one a line, quoted as git quotes' },
      'files0-from': {
        type: 'string',
        metavar: 'FILE',
        requiresArg: true,
        describe: 'names from this file (-: stdin), each ended by NUL',
      },
      inspect: {
        type: 'boolean',
        default: true,
        describe: 'look at names only, not into the files for secrets and tampering',
      },
      content: {
        type: 'boolean',
        default: false,
        describe: 'look into all other files, too, for bytecode under another name',
      },
      ...BASELINE,
      ...REPORTING,
    },
    examples: [
      ['check', 'what the next commit adds'],
      ['check --tracked', 'everything that git tracks here'],
      ['check --range origin/main..HEAD', 'each commit of a branch, as in CI'],
    ],
  },
  async (args, session) => {
    const { inspect, content } = args;
    if (content && !inspect) throw usageError("--content can't be combined with --no-inspect");
    const { check, listIndex } = await import('../check/check.ts');
    const asked = await source(args, session);
    const from = typeof asked === 'string' ? listIndex(asked, session.cwd) : asked;
    if (content && from.from === 'range') throw usageError("--content can't be combined with --range");
    const needsStaged = asked === 'staged' && !args.staged && inCi(session.env) && !inHook(session.env);
    return withBaseline(session.cwd, args.baseline, async () =>
      check(await session.repository({ orBare: from.from === 'range' }), from, {
        inspect,
        content,
        needsStaged,
        progress: session.progress,
      }),
    );
  },
);

/** Variables that git sets for hooks: the first for hooks of a commit, the others for all hooks (githooks(5)). */
const inHook = ({ GIT_INDEX_FILE, GIT_EXEC_PATH, GIT_PREFIX }: NodeJS.ProcessEnv): boolean =>
  GIT_INDEX_FILE !== undefined || (GIT_EXEC_PATH !== undefined && GIT_PREFIX !== undefined);

interface Asked {
  readonly paths: readonly string[];
  readonly staged: boolean | undefined;
  readonly tracked: boolean | undefined;
  readonly range: string | undefined;
  readonly stdin: boolean | undefined;
  readonly files0From: string | undefined;
}

async function source(
  { paths, staged, tracked, range, stdin, files0From }: Asked,
  { env, stdin: input }: Session,
): Promise<CheckSource | 'staged' | 'tracked'> {
  const named = [staged, tracked, range !== undefined, stdin, files0From !== undefined].filter(Boolean);
  const handedOver = env.PRE_COMMIT === '1'; // pre-commit sets it, and appends file names whatever `args` say
  const asked = named.length + (paths.length > 0 && !(handedOver && named.length > 0) ? 1 : 0);
  if (asked > 1) {
    throw usageError(
      'only one of --staged, --tracked, --range, --stdin, --files0-from and paths can be given',
    );
  }
  if (stdin || files0From !== undefined) {
    const { readNames } = await import('./read-names.ts');
    const file = stdin ? '-' : (files0From ?? '-');
    const names = await readNames(file === '-' ? input() : file, stdin ? '\n' : '\0');
    return { from: 'list', names };
  }
  if (tracked) return 'tracked';
  const asRange = range ?? (staged || (paths.length > 0 && !handedOver) ? undefined : rangeOfPreCommit(env));
  if (asRange !== undefined) return { from: 'range', range: asRange };
  if (paths.length === 0 || staged) return 'staged';
  return { from: 'arguments', names: paths.map(fromText), andStaged: handedOver };
}

/** The range that pre-commit or prek is asked to check, before a push or in CI (`pre-commit run --from-ref`). */
function rangeOfPreCommit(env: Session['env']): string | undefined {
  const { PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to } = env;
  return from && to ? `${from}..${to}` : undefined;
}
