import { Buffer } from 'node:buffer';
import { delimiter, join, resolve } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { isOurs, movedHook } from '../install/hook-files.ts';
import { whyNotStarted } from '../install/hook-language.ts';
import { hookPath } from '../install/routes/file.ts';
import { shownPath, stateAt } from '../install/routes/hook-file.ts';
import type { HookEvent } from '../model/actions.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { canRun, readPiece } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';
import { shellQuote } from '../model/shell-quote.ts';
import type { System } from '../model/system.ts';
import type { Survey } from './survey.ts';

/** As much of a hook as is read: the first line of a script, or the head of a program. */
const HEAD = 4096;

/** The hooks for an event that the system can't start, so that git stops whatever it runs them for. */
export function brokenHooks(
  repo: Repository,
  event: HookEvent,
  { folder, hooksFolder }: Survey,
  { env, platform }: System,
): Finding[] {
  if (hooksFolder === 'outside' || platform === 'win32') return [];
  const hooks = [hookPath(folder.path, event), movedHook(join(folder.path, event))];
  const own = hooks.filter((hook) => canRun(hook) && !isOurs(stateAt(hook, event)));
  return own.flatMap((hook) => {
    const head = readPiece(Buffer.from(hook), 'follow', () => HEAD)?.content?.toString('latin1') ?? '';
    const why = whyNotStarted(head, (program, onPath) => isThere(repo, env, program, onPath));
    if (why === null) return [];
    const path = shownPath(repo, hook);
    const file = shellQuote(toText(path), 'sh');
    const fix = `tr -d '\\r' <${file} >${file}.new && cat ${file}.new >${file} && rm ${file}.new`;
    return [{ ...cannotStart(event, path, why.reason), ...(why.lineEnds && { fix }) }];
  });
}

const cannotStart = (event: HookEvent, path: BytePath, reason: string): Finding => ({
  code: 'hook-cannot-start',
  severity: 'error',
  path,
  message: `your own hook can't be started, so ${event} always fails: ${reason}`,
});

const isThere = (repo: Repository, env: System['env'], program: string, onPath: boolean): boolean =>
  onPath && !program.includes('/')
    ? (env.PATH ?? '').split(delimiter).some((folder) => canRun(resolve(repo.root, folder, program)))
    : canRun(resolve(repo.root, program));
