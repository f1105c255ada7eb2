import { Buffer } from 'node:buffer';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestRepo } from '../helpers/repo.ts';
import { stage, utf8 } from '../helpers/stage.ts';
import type { Commit, Situation } from './attempt.ts';
import { merging } from './merging.ts';

export interface Blocked extends Situation {
  /** Every name that the message has to list, as git quotes it. */
  readonly named: readonly string[];
}

const M = 'm.pyc';

/** Stages files, then commits as `commit` says. */
const adding =
  (files: readonly string[], commit?: Commit): Situation['arrange'] =>
  (repo) => {
    for (const file of files) repo.write(file);
    repo.git('add', '--force', ...files);
    return commit;
  };

/** The same with settings in the repository's configuration. */
const configured =
  (settings: Readonly<Record<string, string>>, then: Situation['arrange']): Situation['arrange'] =>
  (repo) => {
    for (const [key, value] of Object.entries(settings)) repo.git('config', key, value);
    return then(repo);
  };

const tracking =
  (file: string, then: (repo: TestRepo) => Commit | undefined): Situation['arrange'] =>
  (repo) => {
    repo.write(file, 'as committed\n');
    repo.commitAll();
    return then(repo);
  };

const inFolder =
  (files: readonly string[]): Situation['arrange'] =>
  (repo) => {
    adding(files)(repo);
    repo.write('sub/x');
    return { cwd: join(repo.root, 'sub') };
  };

/** A merge of a branch that brings bytecode; with `conflict` both sides changed `good.py`. */
const renaming =
  (from: string, to: string): Situation['arrange'] =>
  (repo) => {
    repo.write('pkg/x');
    repo.git('mv', from, to);
    return undefined;
  };

const linkedWorktree: Situation['arrange'] = (repo) => {
  const cwd = `${repo.root}-linked`;
  repo.git('worktree', 'add', '--quiet', '-b', 'linked', cwd);
  repo.run('git', [
    '-C',
    cwd,
    'update-index',
    '--add',
    '--cacheinfo',
    `100644,${repo.git('rev-parse', ':good.py').trim()},${M}`,
  ]);
  return { cwd };
};

const sparse: Situation['arrange'] = (repo) => {
  for (const file of ['src/a.py', 'docs/b.md', 'other/c.py']) repo.write(file);
  repo.commitAll();
  repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src');
  return adding([`src/${M}`])(repo);
};

const typeChange: Situation['arrange'] = (repo) => {
  rmSync(repo.path(M));
  symlinkSync('good.py', repo.path(M));
  repo.git('add', M);
  return undefined;
};

const submodule: Situation['arrange'] = (repo) => {
  repo.git('init', '--quiet', 'lib.pyc');
  repo.git('-C', 'lib.pyc', 'commit', '--quiet', '--allow-empty', '--message', 'of the submodule');
  repo.git('add', 'lib.pyc');
  return undefined;
};

const linked =
  (path: string, target = '../cache'): Situation['arrange'] =>
  (repo) => {
    mkdirSync(dirname(repo.path(path)), { recursive: true });
    symlinkSync(target, repo.path(path));
    repo.git('add', '--force', path);
    return undefined;
  };

/** A submodule as `git submodule add` leaves it, which `.gitmodules` would have diffs pass over. */
const ignoredSubmodule =
  (path: string): Situation['arrange'] =>
  (repo) => {
    repo.git('init', '--quiet', path);
    repo.git('-C', path, 'commit', '--quiet', '--allow-empty', '--message', 'of the submodule');
    repo.write('.gitmodules', `[submodule "s"]\n\tpath = ${path}\n\turl = ./s\n\tignore = all\n`);
    repo.git('add', '--force', path, '.gitmodules');
    return undefined;
  };

/**
 * Bytecode arrives in a folder that a sparse index has collapsed.
 *
 * @param bring - how, from the branch `theirs`, whose last commit adds it and `theirs~1` removes it
 */
const outsideTheCone =
  (bring: readonly string[], commit?: Commit): Situation['arrange'] =>
  (repo) => {
    for (const file of ['src/a.py', 'docs/b.md', 'other/c.py', 'other/below/d.py']) repo.write(file);
    repo.commitAll();
    repo.git('switch', '--quiet', '--create', 'theirs');
    repo.write('other/below/m.pyc');
    repo.commitAll('add');
    repo.git('rm', '--quiet', 'other/below/m.pyc');
    repo.git('commit', '--quiet', '--no-verify', '--message', 'remove');
    repo.git('revert', '--no-edit', 'HEAD');
    repo.git('switch', '--quiet', 'main');
    repo.write('src/more.py');
    repo.commitAll('ours');
    repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src');
    if (bring.length > 0) repo.git(...bring);
    return commit;
  };

/** Every way seen so far in which a commit can bring bytecode in. */
export const BLOCKED: readonly Blocked[] = [
  { name: 'the first commit', born: false, arrange: adding([M, 'good.py']), named: [M] },
  {
    name: 'a nested __pycache__',
    arrange: adding(['a/b/__pycache__/m.pyc']),
    named: ['a/b/__pycache__/m.pyc'],
  },
  {
    name: 'anything in a top-level __pycache__',
    arrange: adding(['__pycache__/x']),
    named: ['__pycache__/x'],
  },
  { name: 'a Numba index', arrange: adding(['a/__pycache__/f.nbi']), named: ['a/__pycache__/f.nbi'] },
  { name: 'a change of a tracked file', arrange: tracking(M, adding([M])), named: [M] },
  {
    name: 'a rename of .txt to .pyc',
    arrange: tracking('a.txt', renaming('a.txt', 'a.pyc')),
    named: ['a.pyc'],
  },
  {
    name: 'a rename of .pyc to another folder',
    arrange: tracking(M, renaming(M, 'pkg/m.pyc')),
    named: ['pkg/m.pyc'],
  },
  {
    name: 'a copy under diff.renames=copies',
    arrange: configured({ 'diff.renames': 'copies' }, (repo) => {
      repo.write('copy.pyc', 'print()\n');
      repo.git('add', 'copy.pyc');
      return undefined;
    }),
    named: ['copy.pyc'],
  },
  {
    name: 'a type change to a symbolic link',
    needs: 'symbolic links',
    arrange: tracking(M, typeChange),
    named: [M],
  },
  {
    name: 'commit --all',
    arrange: tracking(M, (repo) => {
      repo.write(M, 'changed\n');
      return { args: ['commit', '--all', '--message', 'new'] };
    }),
    named: [M],
  },
  {
    name: 'commit <path>',
    arrange: tracking(M, (repo) => {
      repo.write(M, 'changed\n');
      return { args: ['commit', '--message', 'new', '--', M] };
    }),
    named: [M],
  },
  { name: 'a sub-folder', arrange: inFolder([M, 'sub/n.pyo']), named: [M, 'sub/n.pyo'] },
  {
    name: 'a sub-folder, first commit',
    born: false,
    arrange: inFolder([M, 'sub/n.pyo']),
    named: [M, 'sub/n.pyo'],
  },
  ...['--literal-pathspecs', '--glob-pathspecs', '--noglob-pathspecs', '--icase-pathspecs'].map((option) => ({
    name: `git ${option} commit`,
    arrange: adding(['a/m.pyc', 'b/__pycache__/x'], { args: [option, 'commit', '--message', 'new'] }),
    named: ['a/m.pyc', 'b/__pycache__/x'],
  })),
  { name: 'a name in capitals', arrange: adding(['M.PYC']), named: ['M.PYC'] },
  {
    name: 'a name with a newline and a quote',
    needs: 'POSIX names',
    arrange: (repo) => {
      stage(repo, ['a\n"b.pyc']);
      return undefined;
    },
    named: ['"a\\n\\"b.pyc"'],
  },
  {
    name: 'a name that is no UTF-8',
    needs: 'POSIX names',
    arrange: (repo) => {
      stage(repo, ['\xff\xe9.pyc']);
      return undefined;
    },
    named: ['"\\377\\351.pyc"'],
  },
  {
    name: 'a UTF-8 name',
    arrange: (repo) => {
      stage(repo, [utf8('模块.pyc')]);
      return undefined;
    },
    named: [`"${[...Buffer.from('模块')].map((byte) => `\\${byte.toString(8)}`).join('')}.pyc"`],
  },
  { name: 'diff.external', arrange: configured({ 'diff.external': '/bin/false' }, adding([M])), named: [M] },
  {
    name: 'GIT_EXTERNAL_DIFF',
    arrange: adding([M], { env: { GIT_EXTERNAL_DIFF: '/bin/false' } }),
    named: [M],
  },
  { name: 'diff.relative', arrange: configured({ 'diff.relative': 'true' }, inFolder([M])), named: [M] },
  {
    name: 'diff.noPrefix and core.quotePath',
    arrange: configured({ 'diff.noPrefix': 'true', 'core.quotePath': 'false' }, adding([M])),
    named: [M],
  },
  { name: 'color.ui=always', arrange: configured({ 'color.ui': 'always' }, adding([M])), named: [M] },
  {
    name: 'color.ui=always and a rename',
    arrange: configured({ 'color.ui': 'always' }, tracking('a.txt', renaming('a.txt', 'a.pyc'))),
    named: ['a.pyc'],
  },
  {
    name: '-diff, binary and textconv attributes',
    arrange: configured({ 'diff.conv.textconv': '/bin/false' }, (repo) => {
      repo.write('.gitattributes', '*.pyc -diff\n*.pyo binary\n*.nbi diff=conv\n');
      return adding([M, 'm.pyo', '__pycache__/f.nbi'])(repo);
    }),
    named: [M, 'm.pyo', '__pycache__/f.nbi'],
  },
  { name: 'a merge with a conflict', arrange: merging(true, [M]), named: [M] },
  { name: 'a linked worktree', arrange: linkedWorktree, named: [M] },
  { name: 'a sparse checkout with a sparse index', arrange: sparse, named: [`src/${M}`] },
  {
    name: 'a split index',
    arrange: (repo) => {
      repo.git('update-index', '--split-index');
      return adding([M])(repo);
    },
    named: [M],
  },
  {
    name: 'SHA-256, first commit',
    init: ['--object-format=sha256'],
    born: false,
    arrange: adding([M]),
    named: [M],
  },

  { name: 'SHA-256, a later commit', init: ['--object-format=sha256'], arrange: adding([M]), named: [M] },
  { name: 'a merge without conflict', arrange: merging(false, [M]), named: [M] },
  {
    name: '--amend that adds a cache file',
    arrange: adding([M], { args: ['commit', '--amend', '--no-edit'] }),
    named: [M],
  },
  { name: 'a submodule at __pycache__', arrange: ignoredSubmodule('__pycache__'), named: ['__pycache__'] },
  {
    name: 'a submodule at pkg/__pycache__',
    arrange: ignoredSubmodule('pkg/__pycache__'),
    named: ['pkg/__pycache__'],
  },
  {
    name: 'a submodule inside __pycache__',
    arrange: ignoredSubmodule('pkg/__pycache__/lib'),
    named: ['pkg/__pycache__/lib'],
  },
  {
    name: 'a symbolic link named __pycache__',
    needs: 'symbolic links',
    arrange: linked('__pycache__', 'cache'),
    named: ['__pycache__'],
  },
  {
    name: 'a symbolic link named __PyCache__ further down',
    needs: 'symbolic links',
    arrange: linked('pkg/sub/__PyCache__'),
    named: ['pkg/sub/__PyCache__'],
  },
  {
    name: 'a link named __pycache__ below a name that git quotes',
    needs: 'symbolic links',
    arrange: linked('\u202e/__pycache__'),
    named: ['"\\342\\200\\256/__pycache__"'],
  },
  {
    name: 'a file named __pycache__ that becomes a link',
    needs: 'symbolic links',
    arrange: tracking('pkg/__pycache__', (repo) => {
      rmSync(repo.path('pkg/__pycache__'));
      return linked('pkg/__pycache__')(repo);
    }),
    named: ['pkg/__pycache__'],
  },
  {
    name: 'a file named __pycache__ inside __pycache__',
    arrange: adding(['__pycache__/__pycache__']),
    named: ['__pycache__/__pycache__'],
  },
  {
    name: 'HEAD replaced by a commit that has the cache file already',
    arrange: (repo) => {
      adding([M])(repo);
      const tree = repo.git('write-tree').trim();
      repo.git('replace', 'HEAD', repo.git('commit-tree', '-m', 'made up', tree).trim());
      return undefined;
    },
    named: [M],
  },
  ...(
    [
      ['merge', [], { args: ['merge', '--no-edit', '--no-ff', 'theirs'] }],
      ['merge --no-commit', ['merge', '--quiet', '--no-ff', '--no-commit', 'theirs']],
      ['merge --squash', ['merge', '--quiet', '--squash', 'theirs']],
      ['cherry-pick --no-commit', ['cherry-pick', '--no-commit', 'theirs']],
      ['revert --no-commit', ['revert', '--no-commit', 'theirs~1']],
      ['read-tree', ['read-tree', '-m', 'HEAD', 'theirs']],
    ] as const
  ).map(([name, bring, commit]) => ({
    name: `${name} into a folder that a sparse index has collapsed`,
    arrange: outsideTheCone(bring, commit),
    named: ['other/below/m.pyc'],
  })),
  {
    name: 'a cache file staged before its folder left the sparse checkout',
    arrange: (repo) => {
      for (const file of ['src/a.py', 'other/c.py', 'other/m.pyc']) repo.write(file);
      repo.git('add', '--force', '.');
      repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src');
      return undefined;
    },
    named: ['other/m.pyc'],
  },
  { name: 'a submodule with the name of a cache file', arrange: submodule, named: ['lib.pyc'] },
  {
    name: 'a submodule under diff.ignoreSubmodules=all',
    arrange: configured({ 'diff.ignoreSubmodules': 'all' }, submodule),
    named: ['lib.pyc'],
  },
  {
    name: 'diff.orderFile that does not exist',
    arrange: configured({ 'diff.orderFile': '/nowhere/at/all' }, adding([M])),
    named: [M],
  },
  {
    name: 'a linked worktree, commit <path>',
    arrange: (repo) => {
      const { cwd = '' } = linkedWorktree(repo) ?? {};
      repo.run('git', ['-C', cwd, 'checkout-index', M]);
      return { cwd, args: ['commit', '--message', 'new', '--', M] };
    },
    named: [M],
  },
  {
    name: 'GIT_DIR and GIT_WORK_TREE from elsewhere',
    arrange: (repo) => {
      adding([M])(repo);
      return { cwd: repo.home, env: { GIT_DIR: repo.path('.git'), GIT_WORK_TREE: repo.root } };
    },
    named: [M],
  },
  {
    name: 'a branch and a file named HEAD',
    arrange: (repo) => {
      repo.git('update-ref', 'refs/heads/HEAD', 'HEAD');
      return adding([M, 'HEAD'])(repo);
    },
    named: [M],
  },
  {
    name: 'an allowed file beside one that is not',
    arrange: (repo) => {
      repo.write('.gitattributes', 'fixtures/** -pyc-guard\n');
      return adding([M, 'fixtures/f.pyc'])(repo);
    },
    named: [M],
  },
  {
    name: 'an attribute set to another value than unset',
    arrange: (repo) => {
      repo.write('.gitattributes', 'a.pyc pyc-guard\nb.pyc pyc-guard=off\nc.pyc !pyc-guard\n');
      return adding(['a.pyc', 'b.pyc', 'c.pyc'])(repo);
    },
    named: ['a.pyc', 'b.pyc', 'c.pyc'],
  },
];
