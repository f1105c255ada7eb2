import type { BytePath } from '../model/byte-path.ts';
import { classify, classifyEntry } from '../model/classify.ts';
import { parseStaged } from './parse-output.ts';
import { git } from './run.ts';
import { WHOLE_INDEX } from './whole-index.ts';

/** Symbolic links and submodules in the index that are named `__pycache__` and are strays for that. */
export async function linksNamedPycache(cwd: string): Promise<BytePath[]> {
  const pathspec = ':(top,icase,glob)**/__pycache__';
  const { stdout } = await git(cwd, [...WHOLE_INDEX, 'ls-files', '-s', '-z', '--full-name', '--', pathspec]);
  const links = parseStaged(stdout).filter(
    ({ path, mode }) => classify(path) === 'none' && classifyEntry(path, mode) === 'stray',
  );
  return [...new Set(links.map(({ path }) => path))];
}
