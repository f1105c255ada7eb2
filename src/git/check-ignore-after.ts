import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { readState } from '../model/files.ts';
import { foldersAbove } from '../model/folders-above.ts';
import { checkIgnore, type IgnoreAnswer } from './check-ignore.ts';
import type { Repository } from './repository.ts';

/**
 * What git's ignore rules will say of paths once ignore files hold what `patched` says. Git is
 * asked in a scratch work tree with copies of the ignore files above the paths, so the answer includes
 * nested files and the user's excludes, and nothing has to be written here first.
 *
 * @param patched - by the path of the ignore file; the others count as they are
 * @returns an answer for each path, in their order; `file` is relative to the top where it lies inside
 */
export async function checkIgnoreAfter(
  repo: Repository,
  paths: readonly BytePath[],
  patched: ReadonlyMap<BytePath, Uint8Array>,
): Promise<IgnoreAnswer[]> {
  if (paths.length === 0) return [];
  const scratch = mkdtempSync(join(tmpdir(), 'pyc-guard-'));
  try {
    for (const folder of foldersAbove(paths)) {
      const name = join(toText(folder), '.gitignore');
      const file = `${folder}.gitignore` as BytePath;
      const content = patched.get(file) ?? regularFile(join(repo.root, name));
      if (content === null) continue;
      const copy = join(scratch, name);
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, content, { flag: 'wx' });
    }
    const answers = await checkIgnore(repo, paths, scratch);
    const inside = `${fromText(repo.root)}/`;
    return answers.map((answer) =>
      answer.file.startsWith(inside)
        ? { ...answer, file: answer.file.slice(inside.length) as BytePath }
        : answer,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Git does not follow a link named `.gitignore` (gitignore(5)). */
function regularFile(path: string): Uint8Array | null {
  const state = readState(path);
  return state.type === 'file' ? state.bytes : null;
}
