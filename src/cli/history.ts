import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';
import { fromText } from '../model/byte-path.ts';
import { ExitCode, usageError } from '../model/errors.ts';
import { expectFolderOf, readWhole } from '../model/files.ts';
import type { Outcome } from '../model/outcome.ts';
import { packageFile, version } from '../model/version.ts';
import { BASELINE, withBaseline } from './baseline.ts';
import { command } from './command.ts';
import { confirmation } from './confirmation.ts';
import { REPORTING } from './reporting.ts';

export const history = command(
  {
    usage: 'history',
    summary: 'every cache file that was ever committed, and what it gives away',
    options: {
      reflog: {
        type: 'boolean',
        default: false,
        describe: 'also what only reflogs have (dropped stashes, amended commits)',
      },
      inspect: {
        type: 'boolean',
        default: true,
        describe: 'only list the files, do not look into them for secrets',
      },
      html: {
        type: 'string',
        metavar: 'FILE',
        requiresArg: true,
        describe: 'also write a page to look at, in one file that needs nothing else',
      },
      purge: {
        type: 'boolean',
        default: false,
        describe: 'rewrite history without them with git-filter-repo, after a verified backup',
      },
      backup: {
        type: 'string',
        metavar: 'FILE',
        requiresArg: true,
        describe: 'where to write the backup of --purge; default: in the git directory',
      },
      ...BASELINE,
      ...REPORTING,
      yes: {
        alias: 'y',
        type: 'boolean',
        default: false,
        describe: 'let --purge rewrite without asking',
      },
    },
    examples: [
      ['history', 'every cache file ever committed, and the secrets in them'],
      ['history --html page.html', 'as a page for the browser'],
      ['history --purge --dry-run', 'what a rewrite without them would remove'],
    ],
  },
  async (args, session) => {
    const { reflog, inspect, html, cwd, purge, backup, yes, dryRun, baseline } = args;
    if (purge && html !== undefined) throw usageError("--purge can't be combined with --html");
    if (purge && baseline !== undefined) throw usageError("--purge can't be combined with --baseline");
    if (!purge && backup !== undefined) throw usageError('--backup needs --purge');
    for (const file of [html, backup]) if (file !== undefined) expectFolderOf(resolve(cwd, file));
    const signal = session.interruption();
    // git answers while the modules load
    const [repo, { history }] = await Promise.all([
      session.repository({ orBare: true }),
      import('../history/history.ts'),
    ]);
    const options = {
      reflog,
      signal,
      onProgress: session.progress('reading history', 'commits'),
      inspect: inspect ? { signal, progress: session.progress } : null,
    };
    if (purge) {
      const asks = !yes && !dryRun;
      const confirm = await confirmation(asks, 'this rewrites history');
      const { purge } = await import('../history/purge/purge.ts');
      return await purge(repo, {
        ...options,
        dryRun,
        backup: backup === undefined ? null : resolve(cwd, backup),
        confirm,
        announce: session.announce,
      });
    }
    const result = await withBaseline(cwd, baseline, () => history(repo, options));
    return html === undefined ? result : withPage(result, repo.root, resolve(cwd, html));
  },
);

/** The page shows the same findings as the printed report. */
async function withPage(result: Outcome<'history'>, root: string, file: string): Promise<Outcome<'history'>> {
  const { historyPage } = await import('../report/html/page.ts');
  const asset = (name: string): string => readWhole(packageFile(`dist/history-page.${name}`)).toString();
  const report = {
    ...result,
    command: 'history' as const,
    version,
    root,
    dryRun: false,
    exitCode: ExitCode.clean,
  };
  const assets = { script: asset('js'), style: asset('css') };
  const content = historyPage(report, assets, new Date());
  const action = {
    do: 'write-page',
    path: fromText(file),
    plan: { file, content: Buffer.from(content) },
  } as const;
  return { ...result, actions: [...result.actions, action] };
}
