import { Buffer } from 'node:buffer';
import { zsplit } from '../core/parse.ts';
import type { BytePath } from '../types.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/**
 * Those of `paths` whose attribute `pyc-guard` is unset (`-pyc-guard` in `.gitattributes`). Git
 * answers, so the gate's pathspec `attr:-pyc-guard` and the program can't disagree.
 *
 * @param index - an index file whose `.gitattributes` are meant, in place of the work tree's
 */
export async function allowedAmong(
  repo: Repository,
  paths: readonly BytePath[],
  index?: string,
): Promise<Set<BytePath>> {
  const allowed = new Set<BytePath>();
  if (paths.length === 0) return allowed;
  const input = Buffer.from(`${paths.join('\0')}\0`, 'latin1');
  const args = ['check-attr', ...(index === undefined ? [] : ['--cached']), '-z', '--stdin', 'pyc-guard'];
  const env = index === undefined ? {} : { GIT_INDEX_FILE: index };
  const { stdout } = await git(repo.root, args, { input, env });
  const answers = zsplit(stdout);
  for (let i = 0; i + 2 < answers.length; i += 3) {
    if (answers[i + 2] === 'unset') allowed.add(answers[i] as BytePath);
  }
  return allowed;
}
