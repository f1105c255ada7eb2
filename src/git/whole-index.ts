/**
 * Options for every git that lists what the index holds, or matches pathspecs against it: a folder that a
 * sparse index has collapsed is one entry, into which no wildcard reaches. This expands it in memory; the
 * file stays as it is (git-config(1), index.sparse).
 */
export const WHOLE_INDEX: readonly string[] = ['-c', 'index.sparse=false'];
