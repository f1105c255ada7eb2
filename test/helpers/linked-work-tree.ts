import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestRepo } from './repo.ts';

/** Adds a linked work tree. @returns where it is, and what tries to commit bytecode there: git's exit code */
export function linkedWorkTree(repo: TestRepo): { readonly cwd: string; commit(): number | null } {
  repo.git('worktree', 'add', '--quiet', '-b', 'linked', '../linked tree');
  const cwd = join(repo.root, '../linked tree');
  const commit = () => {
    writeFileSync(join(cwd, 'm.pyc'), 'x');
    repo.tryGit(['add', '--force', 'm.pyc'], { cwd });
    const { code } = repo.tryGit(['commit', '--quiet', '--message', 'a cache'], { cwd });
    repo.tryGit(['reset', '--quiet', ...(code === 0 ? ['HEAD~1'] : [])], { cwd });
    return code;
  };
  return { cwd, commit };
}
