import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fromText } from '../core/byte-path.ts';
import type { HookFile } from '../core/hook-plan.ts';
import { readState } from '../files.ts';
import { hooksDirectory } from '../git/hooks-directory.ts';
import type { Repository } from '../git/repository.ts';
import { packageFile } from '../package.ts';
import type { BytePath, HookEvent } from '../types.ts';

/** The gate as it is shipped, byte for byte. */
export const readGate = (): Buffer => readFileSync(packageFile('hooks/pre-commit'));

/** The file git runs on `event`, absolute. */
export const hookPath = async (repo: Repository, event: HookEvent): Promise<string> =>
  join(await hooksDirectory(repo), event);

export function readHook(path: string): HookFile {
  const state = readState(path);
  if (state.type === 'absent') return { type: 'absent' };
  if (state.type !== 'file') return { type: 'other' };
  // Windows has no such bit: Git for Windows goes by the first line
  const executable = process.platform === 'win32' || (state.mode & 0o111) !== 0;
  return { type: 'file', text: state.bytes.toString('latin1'), executable };
}

/** A path as findings and actions give it: relative to the top where it lies below, else absolute. */
export function shownPath(repo: Repository, path: string): BytePath {
  const way = relative(repo.root, path);
  const below = way !== '' && !way.startsWith('..') && !isAbsolute(way);
  return fromText((below ? way : path).replaceAll(sep, '/'));
}
