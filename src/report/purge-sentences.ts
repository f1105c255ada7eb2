import { count } from '../model/count.ts';
import { formatBytes } from './format-bytes.ts';
import type { DoneReport } from './report.ts';

/** What a purge removed, or would remove, and what is left to do by hand. */
export function purgeSentences({ summary, dryRun }: DoneReport<'history'>): string[] {
  const { paths, blobs, bytes, packedBytes, commits } = summary;
  const { rewritten = 0, packBytesBefore = 0, packBytesAfter = 0 } = summary;
  const what = `${count(paths, 'path')}, ${count(blobs, 'blob')}, ${formatBytes(bytes)} (${formatBytes(packedBytes)} as packed)`;
  if (dryRun) {
    return [
      `would remove ${what} from ${count(commits, 'commit')}; the repository gets about ${formatBytes(packedBytes)} smaller`,
    ];
  }
  return [
    `removed ${what} from the history; of ${count(commits, 'commit')} ${count(rewritten, 'has a new name', 'have new names')}`,
    `checked: no cache file is left on any ref, and every other file of every commit is as it was`,
    `packs: ${formatBytes(packBytesBefore)} before, ${formatBytes(packBytesAfter)} now`,
    'next:',
    '  1. git-filter-repo removed the remote: `git remote add origin URL`',
    '  2. publish it: `git push --force --all origin` and `git push --force --tags origin`',
    '  3. ask everybody to clone again: a merge from an old clone brings everything back',
    '  4. revoke and replace every secret that was in it: the old commits may have been copied',
    '  5. ask the host to drop its caches and pull-request refs (GitHub: support, "remove sensitive data")',
    '  6. `pyc-guard install`, so that none are added again',
  ];
}
