import { join } from 'node:path';
import { stage } from '../helpers/stage.ts';
import type { Commit, Situation } from './attempt.ts';
import { merging } from './merging.ts';

export interface Passing extends Situation {
  /** The gate is not run at all. */
  readonly bypassed?: boolean;
}

const clean =
  (commit?: Commit): Situation['arrange'] =>
  (repo) => {
    repo.write('new.py');
    repo.git('add', 'new.py');
    return commit;
  };

const tracking =
  (then: Situation['arrange']): Situation['arrange'] =>
  (repo) => {
    repo.write('m.pyc');
    repo.commitAll();
    return then(repo);
  };

const configured =
  (key: string, value: string, then: Situation['arrange']): Situation['arrange'] =>
  (repo) => {
    repo.git('config', key, value);
    return then(repo);
  };

/** Everything that looks like it at most. */
export const PASSING: readonly Passing[] = [
  { name: 'a clean commit', arrange: clean() },
  { name: 'a clean first commit', born: false, arrange: clean() },
  {
    name: 'foo__pycache__/x',
    arrange: (repo) => {
      stage(repo, ['foo__pycache__/x', 'a/__pycache__foo/x']);
      return undefined;
    },
  },
  {
    name: 'a deletion of a cache file',
    arrange: tracking((repo) => {
      repo.git('rm', '--quiet', 'm.pyc');
      return undefined;
    }),
  },
  { name: 'a cache file that is tracked and not touched', arrange: tracking(clean()) },
  {
    name: 'a rename of .pyc to .txt',
    arrange: tracking((repo) => {
      repo.git('mv', 'm.pyc', 'm.txt');
      return undefined;
    }),
  },
  {
    name: 'commit <path> while a cache file is staged',
    arrange: (repo) => {
      stage(repo, ['m.pyc']);
      repo.write('good.py', 'changed\n');
      return { args: ['commit', '--message', 'new', '--', 'good.py'] };
    },
  },
  {
    name: 'git --icase-pathspecs commit',
    arrange: clean({ args: ['--icase-pathspecs', 'commit', '--message', 'new'] }),
  },
  {
    name: 'a regular file named __pycache__',
    arrange: (repo) => {
      stage(repo, ['__pycache__', 'a/__pycache__']);
      return undefined;
    },
  },
  {
    name: 'HEAD replaced by a commit without the cache file that is tracked',
    arrange: tracking((repo) => {
      repo.git('replace', 'HEAD', 'HEAD~1');
      return clean()(repo);
    }),
  },
  { name: 'diff.external', arrange: configured('diff.external', '/bin/false', clean()) },
  {
    name: 'diff.orderFile that does not exist',
    // git commit fails on it by itself, whatever the hook says; a merge does not
    arrange: (repo) => {
      merging(false)(repo);
      const args = ['-c', 'diff.orderFile=/nowhere/at/all', 'merge', '--no-edit', '--no-stat', 'other'];
      return { args };
    },
  },
  {
    name: 'a cache file that is only intended to be added',
    arrange: (repo) => {
      repo.write('m.pyc');
      repo.git('add', '--intent-to-add', 'm.pyc');
      return clean()(repo);
    },
  },
  { name: 'a merge with a conflict', arrange: merging(true) },
  {
    name: '--amend that keeps a cache file of HEAD',
    arrange: tracking((repo) => {
      clean()(repo);
      return { args: ['commit', '--amend', '--no-edit'] };
    }),
  },
  {
    name: '--no-verify',
    arrange: (repo) => {
      stage(repo, ['m.pyc']);
      return { args: ['commit', '--no-verify', '--message', 'new'] };
    },
    bypassed: true,
  },
  {
    name: 'core.fsmonitor in the configuration',
    arrange: (repo) => {
      repo.write('.git/monitor', `#!/bin/sh\n: >'${repo.home}/monitor-ran'\nprintf '/\\0'\n`, 0o755);
      clean()(repo);
      repo.git('config', 'core.fsmonitor', '.git/monitor');
      return undefined;
    },
  },
  {
    name: 'a branch and a file named HEAD',
    arrange: (repo) => {
      repo.git('update-ref', 'refs/heads/HEAD', 'HEAD');
      stage(repo, ['HEAD']);
      return undefined;
    },
  },
  { name: 'SHA-256, clean first commit', init: ['--object-format=sha256'], born: false, arrange: clean() },

  { name: 'a merge without conflict', arrange: merging(false) },
  {
    name: 'an allowed fixture',
    arrange: (repo) => {
      repo.guard(['allow', 'tests/fixtures/**']);
      stage(repo, ['tests/fixtures/a.pyc', 'tests/fixtures/__pycache__/b']);
      return undefined;
    },
  },
  {
    name: 'an allowed fixture, from a sub-folder',
    arrange: (repo) => {
      repo.write('sub/.gitattributes', 'f.pyc -pyc-guard\n');
      repo.git('add', 'sub');
      stage(repo, ['sub/f.pyc']);
      return { cwd: join(repo.root, 'sub') };
    },
  },
  {
    name: 'a whole __pycache__ that is removed',
    arrange: (repo) => {
      repo.write('a/__pycache__/m.pyc');
      repo.write('a/__pycache__/README');
      repo.commitAll();
      repo.git('rm', '-r', '--quiet', 'a');
      return undefined;
    },
  },
  { name: 'a linked worktree', arrange: linkedWorktree() },
];

function linkedWorktree(): Situation['arrange'] {
  return (repo) => {
    const cwd = `${repo.root}-linked`;
    repo.git('worktree', 'add', '--quiet', '-b', 'linked', cwd);
    stage(repo, ['m.pyc']); // in the main work tree: none of the linked one's business
    repo.git('-C', cwd, 'rm', '--quiet', 'good.py');
    return { cwd };
  };
}
