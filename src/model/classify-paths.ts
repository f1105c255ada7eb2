import type { BytePath } from './byte-path.ts';
import { type CacheKind, classify, isNamedPycache, type PathKind } from './classify.ts';

export interface SortedOut {
  readonly cacheFiles: readonly { readonly path: BytePath; readonly kind: CacheKind }[];
  readonly strays: readonly BytePath[];
  /** Cache files and strays that the attribute `-pyc-guard` allows. */
  readonly allowed: readonly BytePath[];
}

/**
 * Sorts paths into cache files, strays and allowed ones. A path named `__pycache__` counts as a symbolic
 * link or a submodule, so callers must leave out regular files of that name.
 *
 * `whichAllowed` is called once at most, with the paths that are cache files or strays by name.
 */
export async function classifyPaths(
  paths: readonly BytePath[],
  whichAllowed: (suspects: readonly BytePath[]) => Promise<ReadonlySet<BytePath>>,
): Promise<SortedOut> {
  const kinds = paths.map(kindOfSuspect);
  const suspects = paths.filter((_, i) => kinds[i] !== 'none');
  const allowed = await whichAllowed(suspects);
  const cacheFiles: { path: BytePath; kind: CacheKind }[] = [];
  const strays: BytePath[] = [];
  paths.forEach((path, i) => {
    const kind = kinds[i];
    if (kind === undefined || kind === 'none' || allowed.has(path)) return;
    if (kind === 'stray') strays.push(path);
    else cacheFiles.push({ path, kind });
  });
  return { cacheFiles, strays, allowed: suspects.filter((path) => allowed.has(path)) };
}

function kindOfSuspect(path: BytePath): PathKind {
  const kind = classify(path);
  return kind === 'none' && isNamedPycache(path) ? 'stray' : kind;
}
