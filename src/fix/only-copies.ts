import { cacheName } from '../bytecode/findings/cache-name.ts';
import { trackedPaths } from '../git/index-entries.ts';
import { nameRules } from '../git/name-rules.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { SortedOut } from '../model/classify-paths.ts';
import type { Finding } from '../model/findings.ts';
import type { Warning } from '../model/warnings.ts';

/**
 * Tracked bytecode without a tracked source: the next pull deletes it from every other clone, and
 * nothing there can make it again. An untracked source on this disk does not count, since other clones do not have it.
 */
export async function onlyCopies(
  repo: Repository,
  cacheFiles: SortedOut['cacheFiles'],
): Promise<Set<BytePath>> {
  const sources = cacheFiles.flatMap(({ path, kind }) => {
    const source = kind === 'temp' || kind === 'numba' ? undefined : cacheName(path)?.source;
    return source === undefined ? [] : [{ path, source }];
  });
  if (sources.length === 0) return new Set();
  const [tracked, { ignoreCase }] = await Promise.all([trackedPaths(repo), nameRules(repo)]);
  const fold = (path: string): string => (ignoreCase ? path.toLowerCase() : path);
  const present = new Set(tracked.map(fold));
  const has = (source: string): boolean => present.has(fold(source)) || present.has(fold(`${source}w`));
  return new Set(sources.filter(({ source }) => !has(source)).map(({ path }) => path));
}

export const onlyCopyFinding = (path: BytePath, kept: boolean): Finding => ({
  code: 'sourceless',
  severity: 'warning',
  path,
  message: kept
    ? 'kept: it has no source beside it in git'
    : 'has no source beside it in git: everyone who pulls loses the only copy',
});

export function onlyCopyWarning(found: number, kept: boolean): Warning[] {
  if (found === 0 || kept) return [];
  return [
    {
      code: 'only-copy',
      message:
        'the next pull deletes files that have no source from all other clones; --keep-sourceless keeps them tracked, `pyc-guard allow PATTERN` allows them',
    },
  ];
}
