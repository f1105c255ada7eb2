import { Buffer } from 'node:buffer';
import { zsplit } from '../core/parse.ts';
import type { BytePath } from '../types.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/**
 * Those of `paths` whose attribute `pyc-guard` is unset (`-pyc-guard` in `.gitattributes`). Git
 * answers, so the gate's pathspec `attr:-pyc-guard` and the program can't disagree.
 */
export async function allowedAmong(repo: Repository, paths: readonly BytePath[]): Promise<Set<BytePath>> {
  const allowed = new Set<BytePath>();
  if (paths.length === 0) return allowed;
  const input = Buffer.from(`${paths.join('\0')}\0`, 'latin1');
  const { stdout } = await git(repo.root, ['check-attr', '-z', '--stdin', 'pyc-guard'], {
    input,
    // or it writes each answer by itself (git(1)): half the time at 100,000 paths
    env: { ...repo.env?.env, GIT_FLUSH: '0' },
  });
  if (!stdout.includes('\0unset\0')) return allowed; // spares taking 100,000 answers apart
  const answers = zsplit(stdout);
  for (let i = 0; i + 2 < answers.length; i += 3) {
    if (answers[i + 2] === 'unset') allowed.add(answers[i] as BytePath);
  }
  return allowed;
}
