import { allowedAmong } from '../git/attributes.ts';
import { trackedSuspects, untrackedSuspects } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath } from '../model/byte-path.ts';
import { classifyPaths } from '../model/classify-paths.ts';

/** The caches of a work tree that its ignore rules should cover. */
export interface ListedCaches {
  /** Cache files and strays that are tracked, or that `git add` would take; none is allowed. */
  readonly unwanted: readonly BytePath[];
  /** The same for paths that the attribute `-pyc-guard` allows. */
  readonly allowed: readonly BytePath[];
  readonly tracked: ReadonlySet<BytePath>;
}

/** Lists tracked caches, and the untracked ones that no rule ignores. */
export async function listCaches(repo: Repository): Promise<ListedCaches> {
  const [tracked, untracked] = await Promise.all([trackedSuspects(repo.root), untrackedSuspects(repo)]);
  const sorted = await classifyPaths([...new Set([...tracked.suspects, ...untracked])], (paths) =>
    allowedAmong(repo, paths),
  );
  return {
    unwanted: [...sorted.cacheFiles.map(({ path }) => path), ...sorted.strays],
    allowed: sorted.allowed,
    tracked: new Set(tracked.suspects),
  };
}
