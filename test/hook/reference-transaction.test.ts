import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { addAndRemove, barePath, head, placeHook, recorder, short, withRemote } from '../helpers/remote.ts';
import { GUARD, type Ran, type RunOptions, snapshot, TestRepo } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

let repo: TestRepo;
/** Where `theirs` adds bytecode, on a branch of its own. */
let dirty: string;

/** Two branches that went apart: `theirs` brings `theirs.pyc` and `theirs.py`, `main` is clean. */
beforeEach(() => {
  repo = new TestRepo();
  repo.write('m.py');
  repo.commitAll('first');
  repo.git('switch', '--quiet', '--create', 'theirs');
  repo.write('theirs.pyc');
  repo.commitAll('dirty');
  dirty = head(repo);
  repo.write('theirs.py');
  repo.commitAll('theirs');
  repo.git('branch', 'clean', 'main');
  repo.git('switch', '--quiet', 'main');
  repo.write('ours.py');
  repo.commitAll('ours');
  placeHook(repo, 'reference-transaction');
});

const run = (args: readonly string[], options?: RunOptions): Ran =>
  repo.tryGit(args, { ...options, env: { GIT_EDITOR: 'true', ...options?.env } });

/** Makes two commits whose names begin alike. @returns that beginning */
function ambiguousPrefix(repo: TestRepo): string {
  const commit = repo.git('cat-file', 'commit', 'HEAD');
  const seen = new Map<string, string>();
  for (let i = 0; ; i++) {
    const input = `${commit}${i}`;
    const id = createHash('sha1')
      .update(`commit ${Buffer.byteLength(input)}\0${input}`)
      .digest('hex');
    const prefix = id.slice(0, 4);
    const other = seen.get(prefix);
    seen.set(prefix, input);
    if (other === undefined) continue;
    for (const each of [input, other])
      repo.run('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], { input: each });
    return prefix;
  }
}

const patch = (rev: string): string => {
  const file = join(scratchFolder(), 'patch');
  repo.run('sh', ['-c', 'git format-patch --stdout --binary -1 "$0" >"$1"', rev, file]);
  return file;
};

/** Everything that may bring `theirs` to `main`, and what takes it back. */
const OPERATIONS: readonly (readonly [string, () => Ran, readonly string[]])[] = [
  ['cherry-pick', () => run(['cherry-pick', dirty]), ['cherry-pick', '--abort']],
  ['cherry-pick of two', () => run(['cherry-pick', dirty, 'theirs']), ['cherry-pick', '--abort']],
  ['merge --no-ff', () => run(['merge', '--no-ff', '--no-edit', 'theirs']), ['merge', '--abort']],
  ['merge --squash and commit', () => squash(), ['reset', '--merge']],
  ['rebase', () => run(['rebase', 'theirs']), ['rebase', '--abort']],
  ['am', () => run(['am', '--quiet', patch(dirty)]), ['am', '--abort']],
  ['pull', () => run(['pull', '--no-rebase', '--no-edit', '--quiet', '.', 'theirs']), ['merge', '--abort']],
  ['pull --rebase', () => run(['pull', '--rebase', '--quiet', '.', 'theirs']), ['rebase', '--abort']],
  ['reset --hard', () => run(['reset', '--hard', '--quiet', 'theirs']), ['reset', '--merge']],
  ['switch -C', () => run(['switch', '--quiet', '-C', 'main', 'theirs']), ['reset', '--merge']],
  ['update-ref', () => run(['update-ref', 'refs/heads/main', 'theirs']), ['status']],
];

function squash(): Ran {
  run(['merge', '--squash', '--quiet', 'theirs']);
  return run(['commit', '--no-verify', '--message', 'squashed']);
}

describe('what brings bytecode to a branch is stopped, and nothing is lost', () => {
  test.each(OPERATIONS)('%s', (_, operate, back) => {
    const before = head(repo, 'refs/heads/main');
    const files = snapshot(repo.root, ['.git']);
    const { code, stderr } = operate();
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^ {4}[0-9a-f]{12} {2}theirs\.pyc$/m);
    expect(head(repo, 'refs/heads/main')).toBe(before);
    expect(run(back).code).toBe(0);
    repo.git('reset', '--quiet', '--merge');
    expect(head(repo)).toBe(before);
    expect(repo.git('symbolic-ref', 'HEAD').trim()).toBe('refs/heads/main');
    expect(repo.status()).toEqual([]);
    expect(snapshot(repo.root, ['.git'])).toEqual(files);
  });

  test('a fast-forward, by merge and by pull', () => {
    repo.git('switch', '--quiet', 'clean');
    for (const bring of [
      ['merge', '--quiet', '--ff-only', 'theirs'],
      ['pull', '--quiet', '--ff-only', '.', 'theirs'],
    ]) {
      expect(run(bring).stderr).toContain(`${short(dirty)}  theirs.pyc`);
      repo.git('reset', '--quiet', '--merge');
      expect(repo.status()).toEqual([]);
    }
  });

  test('commit --no-verify, which keeps what is staged', () => {
    repo.write('m.pyc');
    repo.git('add', '--force', 'm.pyc');
    const { code, stderr } = run(['commit', '--no-verify', '--message', 'dirty']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('m.pyc');
    expect(repo.status()).toEqual(['A  m.pyc']);
  });

  test('the very first commit, and the first of an orphan branch', () => {
    const fresh = new TestRepo();
    placeHook(fresh, 'reference-transaction');
    fresh.write('m.pyc');
    fresh.git('add', '--force', '.');
    expect(fresh.tryGit(['commit', '--no-verify', '--message', 'first']).stderr).toContain('m.pyc');
    fresh.git('rm', '--quiet', '--cached', 'm.pyc');
    fresh.write('m.py');
    fresh.git('add', 'm.py');
    fresh.git('commit', '--quiet', '--message', 'first');
    fresh.git('checkout', '--quiet', '--orphan', 'other');
    fresh.git('add', '--force', 'm.pyc');
    expect(fresh.tryGit(['commit', '--no-verify', '--message', 'other']).code).not.toBe(0);
  });

  test('in a linked work tree and from a folder below', () => {
    const linked = join(scratchFolder(), 'linked');
    repo.git('worktree', 'add', '--quiet', '-b', 'linked', linked, 'clean');
    expect(run(['merge', '--quiet', 'theirs'], { cwd: linked }).stderr).toContain('theirs.pyc');
    repo.write('pkg/sub/m.py');
    repo.commitAll();
    expect(run(['cherry-pick', dirty], { cwd: repo.path('pkg/sub') }).stderr).toContain('theirs.pyc');
  });
});

describe('the user can go on', () => {
  /** Runs commands as they stand in the message. */
  const paste = (commands: string): Ran =>
    repo.run('sh', ['-c', commands.replaceAll('npx pyc-guard', `"${process.execPath}" "${GUARD}"`)], {
      env: { GIT_EDITOR: 'true' },
    });

  test.each([
    ['cherry-pick', () => run(['cherry-pick', dirty]), 'npx pyc-guard fix && git cherry-pick --continue'],
    ['merge', () => run(['merge', '--no-ff', 'theirs']), 'npx pyc-guard fix && git merge --continue'],
    ['am', () => run(['am', '--quiet', patch(dirty)]), 'npx pyc-guard fix && git am --continue'],
    [
      'rebase',
      () => run(['rebase', 'theirs']),
      'npx pyc-guard fix && git commit -m "Untrack bytecode" && git rebase --continue',
    ],
  ])('after a %s', (_, operate, commands) => {
    const { stderr } = operate();
    const before = head(repo, 'refs/heads/main');
    expect(stderr).toContain('npx pyc-guard fix');
    expect(paste(commands)).toMatchObject({ code: 0 });
    expect(head(repo, 'refs/heads/main')).not.toBe(before);
    expect(repo.git('status')).not.toMatch(/in progress|in the middle|merging|cherry-picking/);
    expect(repo.tracked()).not.toContain('theirs.pyc');
  });

  test('after a fast-forward', () => {
    repo.git('switch', '--quiet', 'clean');
    run(['merge', '--quiet', 'theirs']);
    const commands =
      'git reset --merge && git merge --no-ff --no-commit theirs && npx pyc-guard fix && git commit --no-edit';
    expect(paste(commands)).toMatchObject({ code: 0 });
    expect(repo.tracked()).toEqual(['.gitignore', 'm.py', 'theirs.py']);
    expect(repo.git('merge-base', 'clean', 'theirs').trim()).toBe(head(repo, 'theirs'));
  });

  test.each([{ PYC_GUARD: '0' }, { SKIP: 'pyc-guard' }])('with %j', (env) => {
    expect(run(['merge', '--no-edit', 'theirs'], { env }).code).toBe(0);
  });
});

describe('what brings nothing passes', () => {
  test.each([
    ['a clean commit, an amended one, one taken back', ['commit', 'amend', 'reset']],
    ['a clean cherry-pick, merge, rebase', ['pick', 'merge', 'rebase']],
  ])('%s', (_, what) => {
    const clean: Record<string, () => Ran> = {
      commit: () => run(['commit', '--allow-empty', '--quiet', '--message', 'x']),
      amend: () => run(['commit', '--amend', '--allow-empty', '--quiet', '--message', 'y']),
      reset: () => run(['reset', '--quiet', '--hard', 'HEAD~1']),
      pick: () => run(['cherry-pick', 'theirs']),
      merge: () => run(['merge', '--quiet', '--no-ff', '--no-edit', 'clean']),
      rebase: () => run(['rebase', '--quiet', '--force-rebase', 'clean']),
    };
    for (const each of what) expect({ each, ...clean[each]?.() }).toMatchObject({ each, code: 0 });
  });

  test('a removal, and going back to before it', () => {
    repo.git('switch', '--quiet', 'theirs');
    repo.git('rm', '--quiet', '--cached', 'theirs.pyc');
    repo.git('commit', '--quiet', '--message', 'clean up');
    expect(run(['commit', '--amend', '--quiet', '--message', 'Clean up']).code).toBe(0);
    repo.git('clean', '--quiet', '--force');
    expect(run(['reset', '--quiet', '--hard', 'HEAD~1']).code).toBe(0);
    expect(repo.tracked()).toContain('theirs.pyc');
  });

  test('what others added and cleaned up', () => {
    repo.git('switch', '--quiet', 'theirs');
    repo.git('rm', '--quiet', 'theirs.pyc');
    repo.git('commit', '--quiet', '--message', 'clean up');
    repo.git('switch', '--quiet', 'main');
    expect(run(['pull', '--no-rebase', '--no-edit', '--quiet', '.', 'theirs']).code).toBe(0);
  });

  test('a branch that is made, renamed, copied, deleted, checked out in a work tree', () => {
    const linked = join(scratchFolder(), 'linked');
    for (const args of [
      ['branch', 'new', 'theirs'],
      ['branch', '--move', 'new', 'newer'],
      ['branch', '--copy', 'newer', 'newest'],
      ['switch', '--quiet', '--create', 'again', dirty],
      ['switch', '--quiet', '--detach', 'theirs'],
      ['switch', '--quiet', 'theirs'],
      ['branch', '--move', 'renamed'],
      ['worktree', 'add', '--quiet', '-b', 'linked', linked, dirty],
      ['switch', '--quiet', 'main'],
      ['branch', '--quiet', '--delete', '--force', 'newer', 'newest', 'again'],
    ]) {
      expect({ args, ...run(args) }).toMatchObject({ args, code: 0 });
    }
  });

  test('tags, notes, stashes, a bisection and housekeeping', () => {
    repo.write('m.pyc');
    repo.git('add', '--force', 'm.pyc');
    for (const args of [
      ['stash', '--quiet'],
      ['tag', 'light', 'theirs'],
      ['tag', '--annotate', '--message', 'a tag', 'heavy', dirty],
      ['notes', 'add', '--message', 'a note', dirty],
      ['bisect', 'start', 'theirs', 'clean'],
      ['bisect', 'reset'],
      ['pack-refs', '--all'],
      ['gc', '--quiet'],
      ['pack-refs', '--all'],
      ['symbolic-ref', 'HEAD', 'refs/heads/theirs'],
      ['symbolic-ref', 'refs/heads/alias', 'refs/heads/theirs'],
      ['symbolic-ref', 'HEAD', 'refs/heads/main'],
    ]) {
      expect({ args, ...run(args) }).toMatchObject({ args, code: 0 });
    }
  });

  test('a fetch, whatever it fetches, and branches made of it', () => {
    const { repo: other } = withRemote();
    addAndRemove(other, 'fetched.pyc');
    other.write('fetched.pyc');
    other.commitAll();
    for (const args of [
      ['remote', 'add', 'other', other.root],
      ['fetch', '--quiet', 'other'],
      ['fetch', '--quiet', '--prune', '--tags', 'other'],
      ['fetch', '--quiet', other.root, 'main'],
      ['fetch', '--quiet', 'other', 'main:for-review'],
      ['switch', '--quiet', '--create', 'tracking', '--track', 'other/main'],
      ['branch', '--quiet', '--set-upstream-to', 'other/main'],
      ['reset', '--quiet', '--hard', 'HEAD'],
    ]) {
      expect({ args, ...run(args) }).toMatchObject({ args, code: 0 });
    }
  });

  test('a clone, bare and not, that has the gate from a template', () => {
    const template = scratchFolder();
    repo.run('sh', ['-c', 'mkdir "$0/hooks" && cp .git/hooks/reference-transaction "$0/hooks"', template]);
    repo.git('switch', '--quiet', 'theirs');
    for (const flags of [[], ['--bare'], ['--mirror'], ['--depth=1', '--no-local']]) {
      const args = ['clone', '--quiet', `--template=${template}`, ...flags, `file://${repo.root}`];
      const env = {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'init.defaultBranch',
        GIT_CONFIG_VALUE_0: 'theirs',
      };
      expect(run([...args, join(scratchFolder(), 'clone')], { env }).code).toBe(0);
    }
  });

  test('what the attribute allows where it arrives', () => {
    repo.git('switch', '--quiet', 'theirs');
    repo.write('.gitattributes', '*.pyc -pyc-guard\n');
    repo.commitAll();
    repo.git('switch', '--quiet', 'main');
    expect(run(['merge', '--no-ff', '--no-edit', 'theirs']).code).toBe(0);
  });
});

describe('the hook', () => {
  const transaction = (moves: readonly (readonly [branch: string, was: string, is: string])[]): Ran => {
    const input = moves.map(([branch, was, is]) => `${was} ${is} refs/heads/${branch}\n`).join('');
    return repo.run('.git/hooks/reference-transaction', ['prepared'], { input });
  };

  test('names each branch that moves with its own paths', () => {
    const start = head(repo, 'theirs~2');
    repo.git('switch', '--quiet', '--detach', start);
    repo.write('other.pyc');
    repo.commitAll();
    const other = head(repo);
    const { code, stderr } = transaction([
      ['one', start, dirty],
      ['clean', start, head(repo, 'clean')],
      ['two', start, other],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `\n\n  one\n    ${short(dirty)}  theirs.pyc\n  two\n    ${short(other)}  other.pyc\n\n`,
    );
    expect(stderr.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([
    ['\u009b31m', '"\\302\\23331m"'],
    ['a\u202eb', '"a\\342\\200\\256b"'],
    ['topic/ü', '"topic/\\303\\274"'],
    ["it's-$HOME-`x`", "it's-$HOME-`x`"],
  ])('prints the branch name %j so that it can not act on a terminal', (branch, shown) => {
    const { stderr } = transaction([[branch, head(repo, 'theirs~2'), dirty]]);
    expect(stderr).toContain(`\n  ${shown}\n    ${short(dirty)}  theirs.pyc\n`);
  });

  /** Gives a commit with bytecode to HEAD's branch, which does not exist yet. */
  const orphan = (branch: string): Ran => {
    repo.git('symbolic-ref', 'HEAD', `refs/heads/${branch}`);
    repo.write('m.pyc');
    repo.git('add', '--force', 'm.pyc');
    return run(['commit', '--no-verify', '--quiet', '--message', 'first']);
  };

  // what gitrevisions(7) finds where there is no such ref: a description's commit, or a ref by the other rules
  describe.each([
    ['the description of a commit', (at: string) => `release-1-g${at.slice(0, 8)}`, ''],
    ['an ambiguous description of a commit', () => 'release-1-g', ''],
    ...['refs/refs', 'refs/tags/refs', 'refs/heads/refs', 'refs/remotes/refs'].map(
      (rule) => [`the name of a ref in ${rule}`, () => 'release', `${rule}/heads/release`] as const,
    ),
    ['the name of a remote', () => 'release', 'refs/remotes/refs/heads/release/HEAD'],
  ] as const)('takes for a new branch one that has %s', (what, nameFor, ref) => {
    const named = (at: string): string => {
      if (ref !== '') repo.git('update-ref', ref, at);
      return what.includes('ambiguous') ? `${nameFor(at)}${ambiguousPrefix(repo)}` : nameFor(at);
    };

    test('as the first of all', () => {
      expect(orphan(named(dirty))).toMatchObject({ code: 128, stderr: expect.stringContaining('m.pyc') });
    });

    test('as one more', () => {
      const branch = named(head(repo, 'clean'));
      expect(run(['update-ref', `refs/heads/${branch}`, dirty])).toMatchObject({ code: 0 });
    });
  });

  test('compares the current branch with what it was, while another is made', () => {
    const moves = `create refs/heads/new clean\nupdate refs/heads/main ${dirty} main\n`;
    for (const input of [moves, moves.replace(/ main\n/, '\n')]) {
      const { code, stderr } = run(['update-ref', '--stdin'], { input });
      expect({ code, stderr }).toMatchObject({ code: 128, stderr: expect.stringContaining('theirs.pyc') });
      expect(stderr.match(/theirs\.pyc/g)).toHaveLength(1);
    }
  });

  test('judges many branches that move at once', () => {
    const start = head(repo, 'theirs~2');
    const clean = head(repo, 'clean');
    const many = Array.from({ length: 4000 }, (_, i) => [`b${i}`, start, clean] as const);
    expect(transaction(many)).toMatchObject({ code: 0, stderr: '' });
    const last = transaction([...many, ['last', start, dirty]]);
    expect(last).toMatchObject({ code: 1, stderr: expect.stringContaining('\n  last\n') });
  });

  test.each([0, 7])('runs the one that was there, with its arguments and stdin; it exits %i', (exitCode) => {
    repo.write('.git/hooks/reference-transaction', recorder(exitCode), 0o755);
    repo.guard(['install', '--hook-type', 'reference-transaction', '--no-gitignore']);
    const lines = `${'0'.repeat(40)} ${head(repo)} refs/tags/x\n${'0'.repeat(40)} ${head(repo)} refs/tags/y\n`;
    for (const state of ['prepared', 'committed', 'aborted']) {
      const hook = repo.run('.git/hooks/reference-transaction', [state], { input: lines });
      expect(hook).toMatchObject({ code: exitCode, stderr: '' });
      const seen = (name: string): string => readFileSync(join(repo.home, name), 'utf8');
      expect([seen('arguments'), seen('stdin')]).toEqual([`${state}|`, lines]);
    }
    expect(run(['merge', '--no-edit', '--quiet', 'theirs']).code).not.toBe(0);
  });

  test('stops where git can not tell', () => {
    const line = `${head(repo)} ${'1'.repeat(40)} refs/heads/main\n`;
    const { code, stderr } = repo.run('.git/hooks/reference-transaction', ['prepared'], { input: line });
    expect(code).toBe(1);
    expect(stderr).toContain('git could not tell');
  });

  test('needs git and sh and nothing else', () => {
    const env = { PATH: barePath(repo) };
    const hook = (rev: string): Ran =>
      repo.run('/bin/sh', ['.git/hooks/reference-transaction', 'prepared'], {
        input: `${head(repo)} ${head(repo, rev)} refs/heads/main\n`,
        env,
      });
    expect(hook('clean')).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = hook('theirs');
    expect(code).toBe(1);
    expect(stderr).toContain('theirs.pyc');
    expect(stderr).not.toContain('not found');
  });
});
