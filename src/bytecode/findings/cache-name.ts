import type { BytePath } from '../../model/byte-path.ts';

/** What the path of a bytecode file says about its source (PEP 3147, PEP 488). */
export interface CacheName {
  /** Whether it lies in `__pycache__`, where Python looks only beside an existing source. */
  readonly isCached: boolean;
  /** The directory in which the source would be: empty, or ending in a slash. */
  readonly directory: BytePath;
  /** The module's own name, without a directory. */
  readonly stem: string;
  readonly source: BytePath;
}

/** Read from the right, since a stem may contain dots; pytest puts its version after the tag. */
const SUFFIX = /(?:\.opt-[A-Za-z0-9]+)?\.py[co](?:\.[0-9]+)?$/i;
const TAG = /\.(?:cpython|pypy|graalpy|rustpython|jython|ironpython|pyston)\w*(?:-\w*)?(?:-pytest-[\w.]+)?$/i;
const ANY_TAG = /\.[^.]*$/;
const JYTHON = /\$py\.class$/i;

/** Parses the path of a file that is bytecode by its name; undefined for any other. */
export function cacheName(path: BytePath): CacheName | undefined {
  const cut = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, cut);
  const name = path.slice(cut);
  if (JYTHON.test(name)) return describe(folder, name.replace(JYTHON, ''), false);
  if (!SUFFIX.test(name)) return undefined;
  const base = name.replace(SUFFIX, '');
  const parent = /(?:^|\/)__pycache__\/$/i.test(folder) ? folder.replace(/__pycache__\/$/i, '') : undefined;
  if (parent === undefined) return describe(folder, base, false);
  return describe(parent, base.replace(TAG.test(base) ? TAG : ANY_TAG, ''), true);
}

const describe = (directory: string, stem: string, isCached: boolean): CacheName => ({
  isCached,
  directory: directory as BytePath,
  stem,
  source: `${directory}${stem}.py` as BytePath,
});
