import { join } from 'node:path';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { readState } from '../model/files.ts';
import { foldersAbove } from '../model/folders-above.ts';
import { withScratchFiles } from '../model/scratch-folder.ts';
import { checkIgnore, type IgnoreAnswer } from './check-ignore.ts';
import type { Repository } from './repository.ts';

/**
 * How git's ignore rules will decide about paths once some ignore files are patched. Git is asked in a scratch
 * work tree with copies of the ignore files above the paths, so the answer includes nested files and the
 * user's excludes, and nothing is written in the repository.
 *
 * @param patched - the new content by the path of the ignore file
 * @returns an answer for each path, in their order; `file` is relative to the top where it lies inside
 */
export async function checkIgnoreAfter(
  repo: Repository,
  paths: readonly BytePath[],
  patched: ReadonlyMap<BytePath, Uint8Array>,
): Promise<IgnoreAnswer[]> {
  if (paths.length === 0) return [];
  const files = [...foldersAbove(paths)].flatMap((folder): (readonly [string, Uint8Array])[] => {
    const name = join(toText(folder), '.gitignore');
    const content = patched.get(`${folder}.gitignore` as BytePath) ?? regularFile(join(repo.root, name));
    return content === null ? [] : [[name, content]];
  });
  const answers = await withScratchFiles(files, (workTree) => checkIgnore(repo, paths, workTree));
  const inside = `${fromText(repo.root)}/`;
  return answers.map((answer) =>
    answer.file.startsWith(inside)
      ? { ...answer, file: answer.file.slice(inside.length) as BytePath }
      : answer,
  );
}

/** Git does not follow a link named `.gitignore` (gitignore(5)). */
function regularFile(path: string): Uint8Array | null {
  const state = readState(path);
  return state.type === 'file' ? state.bytes : null;
}
