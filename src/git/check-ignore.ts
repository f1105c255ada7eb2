import { Buffer } from 'node:buffer';
import type { BytePath } from '../model/byte-path.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** The pattern that decides whether git ignores a path, with its file and line; `''` if there is none. */
export interface IgnoreAnswer {
  readonly path: BytePath;
  readonly file: BytePath;
  readonly line: number;
  /** As written; with a leading `!` it un-ignores. */
  readonly pattern: string;
}

/**
 * Asks for paths that need not exist, whether tracked or not (git-check-ignore(1)).
 *
 * @param workTree - another folder whose ignore files are read instead of the repository's own
 */
export async function checkIgnore(
  repo: Repository,
  paths: readonly BytePath[],
  workTree: string = repo.root,
): Promise<IgnoreAnswer[]> {
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
  const where = workTree === repo.root ? [] : [`--git-dir=${repo.gitDir}`, `--work-tree=${workTree}`];
  const args = [...where, 'check-ignore', '--no-index', '--verbose', '--non-matching', '-z', '--stdin'];
  const fields = zsplit((await git(workTree, args, { input, accept: [0, 1] })).stdout);
  const answers: IgnoreAnswer[] = [];
  for (let i = 0; i + 3 < fields.length; i += 4) {
    const [file = '', line = '', pattern = '', path = ''] = fields.slice(i, i + 4);
    answers.push({ path: path as BytePath, file: file as BytePath, line: Number(line), pattern });
  }
  return answers;
}
