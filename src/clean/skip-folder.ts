import type { Entry } from './classify-folder.ts';

/** Why a folder is skipped. */
export type SkipReason = 'repository' | 'environment' | 'node_modules' | 'file-system' | 'name';

/** The folders of version control systems, which are never entered. */
const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.bzr', '.jj', '.sl', '_darcs', 'cvs']);

export const isVersionControl = (name: string): boolean => VERSION_CONTROL.has(name.toLowerCase());

/**
 * Whether programs of Windows can't open a name that other systems can give (Microsoft, "Naming
 * Files, Paths, and Namespaces"): without its last dot or blank it means another folder, or a device.
 */
export const isUnreachable = (name: string, platform: NodeJS.Platform): boolean =>
  platform === 'win32' && /[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);

/**
 * Whether a folder, by its entries, is another repository or an environment. A repository is a work tree (in a
 * submodule `.git` is a file) or a git directory of any name, in which a branch may be named `a.pyc`
 * (is_git_directory in git's setup.c). An environment is one of venv and virtualenv 20 (PEP 405), of conda and
 * pixi, which both have a folder `conda-meta` in it, or of an older virtualenv.
 *
 * @param list - the entries of a folder in this one; called only if it may be an older virtualenv
 */
export function belongsTo(
  entries: readonly Entry[],
  list: (name: string) => readonly Entry[],
): 'repository' | 'environment' | null {
  let gitParts = 0;
  let environment = false;
  for (const entry of entries) {
    const { name } = entry;
    if (name === '.git' || name === '.GIT') return 'repository';
    if (name === 'HEAD' || name === 'objects' || name === 'refs') gitParts++;
    else if (name === 'pyvenv.cfg') environment = true;
    else if (name === 'conda-meta' && entry.isDirectory()) environment = true;
  }
  if (gitParts === 3) return 'repository';
  return environment || isOldVirtualenv(entries, list) ? 'environment' : null;
}

/** virtualenv wrote no `pyvenv.cfg` before version 20: it is known by its activate script and its library. */
function isOldVirtualenv(entries: readonly Entry[], list: (name: string) => readonly Entry[]): boolean {
  const named = (pattern: RegExp): Entry | undefined =>
    entries.find((entry) => pattern.test(entry.name) && entry.isDirectory());
  const programs = named(/^(?:bin|Scripts)$/i);
  const library = named(/^lib$/i) ?? named(/^lib-python$/);
  if (programs === undefined || library === undefined) return false;
  const hasActivate = list(programs.name).some(({ name }) => /^activate(?:\.bat)?$/i.test(name));
  if (!hasActivate || library.name === 'lib-python') return hasActivate;
  return list(library.name).some(({ name }) => /^(?:python\d|pypy\d|site-packages$)/i.test(name));
}
