import { rmSync } from 'node:fs';
import { HAS, type Need } from './needs.ts';
import { TestRepo } from './repo.ts';

/** A cache file in a history, and which options find it. */
export interface Planted {
  readonly name: string;
  /** As git stores it, one character for each byte. */
  readonly path: string;
  readonly oid: string;
  /** `all`: on a ref or in the index; `reflog`: only with `--reflog`; `never`: on nothing at all. */
  readonly reach: 'all' | 'reflog' | 'never';
  readonly atTip: boolean;
  readonly code: 'cache-file' | 'stray';
  /** Without it, it was not planted. */
  readonly needs?: Need;
}

/** A repository with a cache file in each kind of place where git can keep one. */
export function plantHistory(): { repo: TestRepo; planted: readonly Planted[] } {
  const repo = new TestRepo();
  const planted: Planted[] = [];
  const note = (
    name: string,
    path: string,
    content: string,
    {
      reach = 'all',
      atTip = false,
      code = 'cache-file',
      needs,
    }: Partial<Pick<Planted, 'reach' | 'atTip' | 'code' | 'needs'>> = {},
  ): void => {
    const oid = repo.run('git', ['hash-object', '-w', '--stdin'], { input: content }).stdout.trim();
    planted.push({ name, path, oid, reach, atTip, code, ...(needs && { needs }) });
  };
  const commit = (message: string): void => repo.commitAll(message);
  const write = (path: string, content: string): void => repo.write(path, content);
  const remove = (path: string): void => rmSync(repo.path(path));
  const onBranch = (branch: string, start: string, work: () => void): void => {
    repo.git('checkout', '--quiet', '-b', branch, start);
    work();
    repo.git('checkout', '--quiet', 'main');
  };

  write('readme', 'start\n');
  commit('start');

  note('a plain addition', 'plain/__pycache__/m.cpython-311.pyc', 'plain', { atTip: true });
  write('plain/__pycache__/m.cpython-311.pyc', 'plain');
  note('the old content of a modified file', 'modified.pyc', 'modified 1');
  write('modified.pyc', 'modified 1');
  commit('plain and modified');
  note('the new content of a modified file', 'modified.pyc', 'modified 2', { atTip: true });
  write('modified.pyc', 'modified 2');
  write('notes.bin', 'same bytes');
  commit('modify');
  note('a blob that an earlier path of another kind has too', 'late.pyc', 'same bytes', { atTip: true });
  write('late.pyc', 'same bytes');
  note('an empty file', 'empty.pyc', '', { atTip: true });
  write('empty.pyc', '');
  note('what is no bytecode inside __pycache__', '__pycache__/notes.txt', 'a stray', {
    atTip: true,
    code: 'stray',
  });
  write('__pycache__/notes.txt', 'a stray');
  note('a name in upper case', 'UPPER.PYC', 'upper', { atTip: true });
  write('UPPER.PYC', 'upper');
  note('a name with a line feed', 'two\nlines.pyc', 'line feed', { atTip: true, needs: 'POSIX names' });
  note('a name that is no UTF-8', 'caf\xe9.pyc', 'latin', { atTip: true, needs: 'POSIX names' });
  if (HAS['POSIX names']) {
    write('two\nlines.pyc', 'line feed');
    repo.writeBytes(Buffer.from('caf\xe9.pyc', 'latin1'), 'latin');
  }
  note('a folder before it was renamed', 'old/__pycache__/r.pyc', 'renamed');
  write('old/__pycache__/r.pyc', 'renamed');
  commit('many');
  note('a folder after it was renamed', 'new/__pycache__/r.pyc', 'renamed', { atTip: true });
  repo.git('mv', 'old', 'new');
  commit('rename');

  note('a side branch that adds and removes, then merged', 'side.pyc', 'side');
  onBranch('side', 'main', () => {
    write('side.pyc', 'side');
    commit('side adds');
    remove('side.pyc');
    write('side.txt', 'something else');
    commit('side removes');
  });
  repo.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');

  note('a branch that a merge with the strategy "ours" discarded', 'ours.pyc', 'ours');
  onBranch('discarded', 'main', () => {
    write('ours.pyc', 'ours');
    commit('to be discarded');
  });
  repo.git('merge', '--quiet', '--no-edit', '-s', 'ours', 'discarded');
  repo.git('branch', '--quiet', '-D', 'discarded');

  const evilMerge = (branch: string, path: string, content: string): void => {
    onBranch(branch, 'main', () => {
      write(`${branch}.txt`, branch);
      commit(branch);
    });
    repo.git('merge', '--quiet', '--no-ff', '--no-commit', branch);
    write(path, content);
    commit(`merge ${branch}`);
  };
  note('only in a merge commit, removed after it', 'evil-gone.pyc', 'evil and gone');
  evilMerge('evil1', 'evil-gone.pyc', 'evil and gone');
  remove('evil-gone.pyc');
  commit('remove what the merge brought');
  note('only in a merge commit, still there', 'evil.pyc', 'evil', { atTip: true });
  evilMerge('evil2', 'evil.pyc', 'evil');

  note('an octopus merge', 'octopus.pyc', 'octopus.pyc', { atTip: true });
  const arms = ['arm1', 'arm2', 'arm3'];
  for (const arm of arms) {
    onBranch(arm, 'main', () => {
      write(arm, arm);
      commit(arm);
    });
  }
  // not by git merge, whose strategy for several branches is a shell script that not every git.exe has beside it
  for (const name of [...arms, 'octopus.pyc']) write(name, name);
  repo.git('add', '--force', '--all');
  const parents = ['main', ...arms].flatMap((name) => ['-p', name]);
  repo.git(
    'reset',
    '--quiet',
    '--soft',
    repo.git('commit-tree', repo.git('write-tree').trim(), ...parents, '-m', 'octopus').trim(),
  );

  const treeWith = (path: string, content: string): string => {
    const oid = repo.run('git', ['hash-object', '-w', '--stdin'], { input: content }).stdout.trim();
    const blob = `100644 blob ${oid}\t${path}\n`;
    return repo.run('git', ['mktree'], { input: blob }).stdout.trim();
  };
  const orphan = (path: string, content: string, message: string): string =>
    repo.git('commit-tree', treeWith(path, content), '-m', message).trim();

  note('a tag on a tree', 'tag-tree.pyc', 'tag on a tree', { atTip: true });
  repo.git('tag', 'on-tree', treeWith('tag-tree.pyc', 'tag on a tree'));
  note('an annotated tag on a tree', 'note-tree.pyc', 'annotated', { atTip: true });
  repo.git('tag', '-a', '-m', 'a tree', 'on-tree2', treeWith('note-tree.pyc', 'annotated'));
  note('a tag on a tag on a tree', 'nested.pyc', 'nested', { atTip: true });
  repo.git('tag', '-a', '-m', 'inner', 'inner', treeWith('nested.pyc', 'nested'));
  repo.git('tag', '-a', '-m', 'outer', 'outer', 'inner');
  repo.git('tag', '-d', 'inner');
  note('an annotated tag on a commit of its own', 'tag-commit.pyc', 'tagged commit', { atTip: true });
  repo.git('tag', '-a', '-m', 'a commit', 'release', orphan('tag-commit.pyc', 'tagged commit', 'tagged'));
  note('an orphan branch', 'orphan.pyc', 'orphan', { atTip: true });
  repo.git('branch', 'orphan', orphan('orphan.pyc', 'orphan', 'orphan'));
  note('a remote-tracking branch', 'remote.pyc', 'remote', { atTip: true });
  repo.git('update-ref', 'refs/remotes/origin/main', orphan('remote.pyc', 'remote', 'remote'));
  note('notes', 'note.pyc', 'a note', { atTip: true });
  repo.git('update-ref', 'refs/notes/commits', orphan('note.pyc', 'a note', 'notes'));

  for (const [n, reach] of [
    ['2', 'reflog'],
    ['1', 'reflog'],
    ['0', 'all'],
  ] as const) {
    note(`stash@{${n}}`, `stash${n}.pyc`, `stash ${n}`, { reach, atTip: reach === 'all' });
    write(`stash${n}.pyc`, `stash ${n}`);
    repo.git('add', '--force', `stash${n}.pyc`);
    if (n === '0') {
      note('what a stash took of untracked files', 'untracked.pyc', 'untracked');
      write('untracked.pyc', 'untracked');
    }
    repo.git('stash', 'push', '--quiet', '--include-untracked');
  }

  note('a commit that only a reflog knows', 'amended.pyc', 'amended', { reach: 'reflog' });
  write('amended.pyc', 'amended');
  commit('to be taken back');
  repo.git('reset', '--quiet', '--hard', 'HEAD~1');
  note('a commit that nothing knows', 'dangling.pyc', 'dangling', { reach: 'never' });
  orphan('dangling.pyc', 'dangling', 'dangling');

  note('a commit that refs/replace hides', 'hidden.pyc', 'hidden', { atTip: true });
  const hidden = orphan('hidden.pyc', 'hidden', 'hidden');
  repo.git('branch', 'hidden', hidden);
  repo.git('replace', hidden, repo.git('rev-parse', 'main~3').trim());
  note('a parent that a graft hides', 'grafted.pyc', 'grafted');
  const below = orphan('grafted.pyc', 'grafted', 'below');
  const above = repo.git('commit-tree', 'HEAD^{tree}', '-p', below, '-m', 'above').trim();
  repo.git('branch', 'grafted', above);
  repo.write('.git/info/grafts', `${above}\n`);

  note('only in the index', 'staged.pyc', 'staged');
  write('staged.pyc', 'staged');
  repo.git('add', '--force', 'staged.pyc');
  const main = repo.git('rev-parse', 'main').trim();
  const link = 'vendor/__pycache__';
  planted.push({ name: 'a submodule', path: link, oid: main, reach: 'all', atTip: false, code: 'stray' });
  for (const path of [link, 'vendor/m.pyc']) // a submodule by another name means nothing
    repo.git('update-index', '--add', '--cacheinfo', `160000,${main},${path}`);
  return { repo, planted };
}
