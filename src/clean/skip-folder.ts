import process from 'node:process';
import type { Entry } from './classify-folder.ts';

/** Why a folder is passed over. */
export type SkipReason = 'repository' | 'environment' | 'node_modules' | 'file-system' | 'name';

/** Where version control keeps its own: never entered, whatever is asked. */
const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.bzr', '.jj', '.sl', '_darcs', 'cvs']);

export const isVersionControl = (name: string): boolean => VERSION_CONTROL.has(name.toLowerCase());

/**
 * Whether programs of Windows can't open a name that other systems can give (Microsoft, "Naming
 * Files, Paths, and Namespaces"): without its last dot or blank it means another folder, or a device.
 */
export const isUnreachable = (name: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' && /[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);

/**
 * Whether what a folder holds makes it another repository's (a work tree, whose `.git` is a file in
 * a submodule, or a git directory under whatever name, where a branch may well be named `a.pyc`:
 * is_git_directory in git's setup.c) or a virtual environment (PEP 405).
 */
export function belongsTo(entries: readonly Entry[]): 'repository' | 'environment' | null {
  let gitParts = 0;
  let environment = false;
  for (const { name } of entries) {
    if (name === '.git' || name === '.GIT') return 'repository';
    if (name === 'HEAD' || name === 'objects' || name === 'refs') gitParts++;
    else if (name === 'pyvenv.cfg') environment = true;
  }
  return gitParts === 3 ? 'repository' : environment ? 'environment' : null;
}
