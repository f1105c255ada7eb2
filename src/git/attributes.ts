import { Buffer } from 'node:buffer';
import type { BytePath } from '../model/byte-path.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { type GitOptions, git } from './run.ts';
import { WHOLE_INDEX } from './whole-index.ts';

/** Where to take attributes from, if not from the work tree. */
export interface AttributeOptions {
  /** Options of git itself. */
  readonly global?: readonly string[];
  /** Options of `git check-attr`. */
  readonly flags?: readonly string[];
  readonly env?: GitOptions['env'];
}

/** From this number of paths on, a second git process for half of them saves time. */
const MANY = 10_000;

/**
 * Those of `paths` whose attribute `pyc-guard` is unset (`-pyc-guard` in `.gitattributes`). Git is asked, so
 * that the program can't disagree with the hook's pathspec `attr:-pyc-guard`.
 */
export async function allowedAmong(
  repo: Repository,
  paths: readonly BytePath[],
  options: AttributeOptions = {},
): Promise<Set<BytePath>> {
  if (paths.length === 0) return new Set();
  const half = paths.length < MANY ? paths.length : paths.length >> 1;
  const halves = [paths.slice(0, half), paths.slice(half)].filter((part) => part.length > 0);
  const answers = await Promise.all(halves.map((part) => unsetAmong(repo, part, options)));
  return new Set(answers.flat());
}

async function unsetAmong(
  repo: Repository,
  paths: readonly BytePath[],
  { global = [], flags = [], env = {} }: AttributeOptions,
): Promise<BytePath[]> {
  const input = Buffer.from(`${paths.join('\0')}\0`, 'latin1');
  const args = [...WHOLE_INDEX, ...global, 'check-attr', ...flags, '-z', '--stdin', 'pyc-guard'];
  const { stdout } = await git(repo.root, args, {
    input,
    env: { ...repo.env?.env, ...env },
  });
  if (!stdout.includes('\0unset\0')) return [];
  const answers = zsplit(stdout);
  return answers.filter((_, i) => i % 3 === 0 && answers[i + 2] === 'unset');
}
