import { rmSync, symlinkSync } from 'node:fs';
import { head, placeHook, withRemote } from '../helpers/remote.ts';
import type { TestRepo } from '../helpers/repo.ts';

/** Who judges commits that are there already. */
export const JUDGES = ['pre-push', 'pre-receive', 'reference-transaction', 'check --range'] as const;
export type Judge = (typeof JUDGES)[number];

/** Commits, and what becomes of them. */
export interface Commits {
  readonly name: string;
  /** Makes the commits. */
  readonly make: (repo: TestRepo) => void;
  readonly blocked: boolean;
  /** What is asked of a branch is what it has at its end; the same as `blocked` unless given. */
  readonly blockedAtBranch?: boolean;
}

const CACHE = 'pkg/__pycache__/m.cpython-313.pyc';

const commit = (repo: TestRepo, changes: Readonly<Record<string, string | null>>): void => {
  for (const [name, content] of Object.entries(changes)) {
    if (content === null) rmSync(repo.path(name), { recursive: true });
    else repo.write(name, content);
  }
  repo.commitAll();
};

const linked = (repo: TestRepo): void => {
  repo.write('cache/m.py');
  repo.write('pkg/m.py');
  symlinkSync('../cache', repo.path('pkg/__pycache__'));
  repo.commitAll();
};

const submoduleAt =
  (path: string) =>
  (repo: TestRepo): void => {
    repo.git('init', '--quiet', path);
    repo.git('-C', path, 'commit', '--quiet', '--allow-empty', '--message', 'of the submodule');
    repo.write('.gitmodules', `[submodule "s"]\n\tpath = ${path}\n\turl = ./s\n\tignore = all\n`);
    repo.git('add', '--force', path, '.gitmodules');
    repo.git('commit', '--quiet', '--no-verify', '--message', 'a submodule');
  };

export const RANGES: readonly Commits[] = [
  {
    name: 'an allowance that is taken back while the file stays',
    make: (repo) => {
      commit(repo, { '.gitattributes': '*.pyc -pyc-guard\n', [CACHE]: '' });
      commit(repo, { '.gitattributes': null });
    },
    blocked: true,
  },
  {
    name: 'an allowance below that is taken back, after more commits',
    make: (repo) => {
      commit(repo, { 'pkg/.gitattributes': '*.pyc -pyc-guard\n' });
      commit(repo, { [CACHE]: '' });
      commit(repo, { 'n.py': '' });
      commit(repo, { 'pkg/.gitattributes': '*.pyo -pyc-guard\n' });
    },
    blocked: true,
  },
  {
    name: 'an allowance that is taken back together with the file',
    make: (repo) => {
      commit(repo, { '.gitattributes': '*.pyc -pyc-guard\n', [CACHE]: '' });
      commit(repo, { '.gitattributes': null, [CACHE]: null });
    },
    blocked: false,
  },
  {
    name: 'an allowance that is taken back before the file is removed',
    make: (repo) => {
      commit(repo, { '.gitattributes': '*.pyc -pyc-guard\n', [CACHE]: '' });
      commit(repo, { '.gitattributes': null });
      commit(repo, { [CACHE]: null });
    },
    blocked: false,
  },
  {
    name: 'an allowance that comes later',
    make: (repo) => {
      commit(repo, { [CACHE]: '' });
      commit(repo, { '.gitattributes': 'pkg/** -pyc-guard\n' });
    },
    blocked: false,
  },
  {
    name: 'a file that was never allowed and is gone',
    make: (repo) => {
      commit(repo, { [CACHE]: '' });
      commit(repo, { [CACHE]: null });
    },
    blocked: true,
    blockedAtBranch: false,
  },
  { name: 'a submodule at __pycache__', make: submoduleAt('pkg/__pycache__'), blocked: true },
  { name: 'a submodule inside __pycache__', make: submoduleAt('pkg/__pycache__/lib'), blocked: true },
  { name: 'a symbolic link named __pycache__', make: linked, blocked: true },
  {
    name: 'a symbolic link named __pycache__ that becomes a file',
    make: (repo) => {
      linked(repo);
      commit(repo, { 'pkg/__pycache__': null });
      commit(repo, { 'pkg/__pycache__': 'a file\n' });
    },
    blocked: true,
    blockedAtBranch: false,
  },
  {
    name: 'a regular file named __pycache__',
    make: (repo) => commit(repo, { 'pkg/__pycache__': 'a file\n' }),
    blocked: false,
  },
  {
    name: 'a replaced commit',
    make: (repo) => {
      commit(repo, { [CACHE]: '' });
      const clean = repo.git('commit-tree', '-p', 'HEAD~1', '-m', 'clean', 'HEAD~1^{tree}').trim();
      repo.git('replace', 'HEAD', clean);
    },
    blocked: true,
  },
];

/** Has one judge judge the commits, in the way that they would reach it. @returns whether it blocks */
export function isBlocked(judge: Judge, make: Commits['make']): boolean {
  const { repo, remote } = withRemote();
  const start = head(repo);
  repo.git('switch', '--quiet', '--create', 'topic');
  make(repo);
  if (judge === 'check --range') {
    const { code } = repo.guard(['check', '--range', `${start}..topic`]);
    if (code !== 0 && code !== 1) throw new Error(`check exited ${code}`);
    return code === 1;
  }
  placeHook(judge === 'pre-receive' ? remote : repo, judge);
  const { code, stderr } =
    judge === 'reference-transaction'
      ? repo.tryGit(['update-ref', 'refs/heads/main', head(repo, 'topic'), start])
      : repo.tryGit(['push', '--quiet', 'origin', 'topic']);
  if (code !== 0 && !stderr.includes('Python bytecode')) throw new Error(stderr);
  return code !== 0;
}
