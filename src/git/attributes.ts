import { Buffer } from 'node:buffer';
import { zsplit } from '../core/parse.ts';
import type { BytePath } from '../types.ts';
import type { Repository } from './repository.ts';
import { type GitOptions, git } from './run.ts';

/** Where to take attributes from, if not from the work tree. */
export interface AttributeOptions {
  /** Options of git itself. */
  readonly global?: readonly string[];
  /** Options of `git check-attr`. */
  readonly flags?: readonly string[];
  readonly env?: GitOptions['env'];
}

/**
 * Those of `paths` whose attribute `pyc-guard` is unset (`-pyc-guard` in `.gitattributes`). Git
 * answers, so the gate's pathspec `attr:-pyc-guard` and the program can't disagree.
 */
export async function allowedAmong(
  repo: Repository,
  paths: readonly BytePath[],
  { global = [], flags = [], env = {} }: AttributeOptions = {},
): Promise<Set<BytePath>> {
  const allowed = new Set<BytePath>();
  if (paths.length === 0) return allowed;
  const input = Buffer.from(`${paths.join('\0')}\0`, 'latin1');
  const { stdout } = await git(repo.root, [...global, 'check-attr', ...flags, '-z', '--stdin', 'pyc-guard'], {
    input,
    env,
  });
  const answers = zsplit(stdout);
  for (let i = 0; i + 2 < answers.length; i += 3) {
    if (answers[i + 2] === 'unset') allowed.add(answers[i] as BytePath);
  }
  return allowed;
}
