/**
 * Options for every git that lists the index or matches pathspecs against it. A sparse index has one entry for
 * a collapsed folder, inside of which no wildcard matches; with this option git expands it in memory and
 * leaves the file unchanged (git-config(1), index.sparse).
 */
export const WHOLE_INDEX: readonly string[] = [
  '-c',
  'index.sparse=false',
  '-c',
  'advice.sparseIndexExpanded=false',
];
