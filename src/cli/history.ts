import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fromText } from '../core/byte-path.ts';
import { ExitCode } from '../errors.ts';
import { packageFile, version } from '../package.ts';
import type { Outcome } from '../types.ts';
import { command } from './command.ts';

export const history = command(
  'history',
  'every cache file that was ever committed, and what it gives away',
  (parser) =>
    parser
      .option('reflog', {
        type: 'boolean',
        default: false,
        describe: 'also what only reflogs hold (dropped stashes, amended commits)',
      })
      .option('inspect', {
        type: 'boolean',
        default: true,
        describe: 'look into the bytecode for secrets and the like (--no-inspect: list it only)',
      })
      .option('html', {
        type: 'string',
        requiresArg: true,
        describe: 'also write a page to look at, in one file that needs nothing else',
      }),
  async ({ reflog, inspect, html, cwd }, session) => {
    const { history } = await import('../commands/history.ts');
    const signal = session.interruption();
    const reading = session.progress('reading history', 'commits');
    const inspecting = session.progress('reading bytecode', 'blobs');
    try {
      const repo = await session.anyRepository();
      const result = await history(repo, {
        reflog,
        signal,
        onProgress: reading.update,
        inspect: inspect ? { signal, onProgress: inspecting.update } : null,
      });
      return html === undefined ? result : withPage(result, repo.root, resolve(cwd, html));
    } finally {
      reading.end();
      inspecting.end();
    }
  },
);

/** The page tells of the very findings that are printed. */
async function withPage(result: Outcome, root: string, file: string): Promise<Outcome> {
  const { historyPage } = await import('../report/html/page.ts');
  const asset = (name: string): string => readFileSync(packageFile(`dist/history-page.${name}`), 'utf8');
  const report = { ...result, command: 'history', version, root, dryRun: false, exitCode: ExitCode.clean };
  const content = historyPage(report, { script: asset('js'), style: asset('css') });
  const action = {
    do: 'write-page',
    path: fromText(file),
    plan: { file, content: Buffer.from(content) },
  } as const;
  return { ...result, actions: [...result.actions, action] };
}
