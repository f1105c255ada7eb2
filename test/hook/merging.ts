import type { Situation } from './attempt.ts';

/**
 * Merges a branch into main, which has a commit of its own.
 *
 * @param conflict - whether both change a file; the conflict is then resolved and staged, and the merge is open
 * @param added - files that the branch adds
 */
export const merging =
  (conflict: boolean, added: readonly string[] = []): Situation['arrange'] =>
  (repo) => {
    repo.git('checkout', '--quiet', '-b', 'other');
    repo.write(conflict ? 'good.py' : 'theirs.py', 'theirs\n');
    for (const name of added) repo.write(name);
    repo.commitAll('theirs');
    repo.git('checkout', '--quiet', 'main');
    repo.write(conflict ? 'good.py' : 'ours.py', 'ours\n');
    repo.commitAll('ours');
    if (!conflict) return { args: ['merge', '--no-edit', 'other'] };
    repo.tryGit(['merge', '--quiet', 'other']);
    repo.write('good.py', 'both\n');
    repo.git('add', 'good.py');
    return undefined;
  };
