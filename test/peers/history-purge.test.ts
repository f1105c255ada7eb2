import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ownerMark } from '../../src/model/temporary-file.ts';
import {
  cacheFilesAnywhere,
  commitMap,
  copyOf,
  freshClone,
  listings,
  refsOf,
} from '../helpers/fresh-clone.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { randomHistory } from '../helpers/random-history.ts';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { scrubbedEnv } from '../helpers/scratch.ts';
import { typeAtQuestion } from '../helpers/type-at-question.ts';

const PURGE = ['history', '--purge', '--yes', '--no-inspect'];

const bundlesOf = (repo: TestRepo): string[] => {
  const folder = repo.path('.git/pyc-guard');
  return existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : [];
};

const restoreCommand = (stderr: string): string => /as it was: (.*)/.exec(stderr)?.[1] ?? '';

describe.each([11, 12])('a purged history (random history %i)', (seed) => {
  const origin = randomHistory(seed, 120);
  origin.git('checkout', '--quiet', '-f', '-B', 'main', 'b0');
  const clone = freshClone(origin);
  const before = listings(clone);
  const refs = refsOf(clone);
  const dry = clone.guardJson(['history', '--purge', '--dry-run']);
  const refsAfterDry = refsOf(clone);
  const ran = clone.guard(['history', '--purge', '--yes', '--json']);
  const report = JSON.parse(ran.stdout);

  test('a dry run tells the same and changes nothing', () => {
    expect(dry.exitCode).toBe(0);
    expect(refsAfterDry).toBe(refs);
    const paths = (plan: { actions: { do: string; path: string }[] }) =>
      plan.actions.filter((action) => action.do === 'purge').map(({ path }) => path);
    expect(paths(dry)).toEqual(paths(report));
    expect(paths(dry).length).toBeGreaterThan(5);
  });

  test('holds no cache file on any ref, nor in a pack', () => {
    expect(ran.code).toBe(0);
    expect(cacheFilesAnywhere(clone)).toEqual([]);
    expect(clone.guardJson(['history', '--reflog']).summary.blobs).toBe(0);
  });

  test('is otherwise what it was, commit by commit', () => {
    const after = listings(clone);
    const map = commitMap(clone);
    expect(after.size).toBe(before.size);
    for (const [commit, listing] of before) {
      expect([commit, after.get(map.get(commit) ?? '')]).toEqual([commit, listing]);
    }
    expect(clone.status()).toEqual([]);
    expect(report.summary.rewritten).toBeGreaterThan(0);
  });

  test('can be had back by the printed command', () => {
    const { code, stderr } = clone.run('sh', ['-c', restoreCommand(ran.stderr)]);
    expect([code, stderr]).toEqual([0, expect.anything()]);
    expect(refsOf(clone)).toBe(refs);
    expect(listings(clone)).toEqual(before);
    expect(clone.status()).toEqual([]);
  });
});

test('allowed fixtures stay, in every commit, and secrets that go are told', () => {
  const origin = new TestRepo();
  origin.write('tests/data/m.pyc', 'early, not yet allowed');
  origin.write('src/__pycache__/planted.cpython-311.pyc', readCase('planted/cpython-311.pyc'));
  origin.write('a.pyc', 'odd names');
  origin.writeBytes(Buffer.from('odd \n==>\xe9.pyc', 'latin1'));
  origin.commitAll();
  origin.git('rm', '--quiet', 'a.pyc');
  origin.write('a.pyc/inner.txt', 'a folder of the same name stays');
  origin.write('.gitattributes', 'tests/data/** -pyc-guard\n');
  origin.commitAll();
  const clone = freshClone(origin);
  const report = clone.guardJson(['history', '--purge', '--yes', '--backup', `${clone.home}/kept.bundle`]);
  expect(report.exitCode).toBe(0);
  expect(report.summary.allowed).toBe(1);
  expect(cacheFilesAnywhere(clone)).toEqual(['tests/data/m.pyc']);
  expect(clone.tracked()).toEqual(['.gitattributes', 'a.pyc/inner.txt', 'tests/data/m.pyc']);
  expect(clone.run('git', ['bundle', 'verify', `${clone.home}/kept.bundle`]).code).toBe(0);
  expect(report.warnings.map(({ code }: { code: string }) => code)).toContain('allowed');
});

test('the question counts as one speaks, and shows no control character of a folder', () => {
  const origin = new TestRepo();
  origin.write('m.pyc', 'm');
  origin.commitAll();
  const clone = freshClone(origin);
  const { code, stdout } = clone.run(
    ...typeAtQuestion('n\\r', 'history', '--purge', '--backup', `${clone.home}/\x1b[2Jb.bundle`),
  );
  expect(code).toBe(0);
  expect(stdout).toContain('Rewrite the history of 1 commit without 1 path? A backup is written to');
  expect(stdout).toContain('\\e[2Jb.bundle first. [y/N]');
  expect(clone.tracked()).toEqual(['m.pyc']);
});

test('the printed command brings everything back in a folder whose name can not be printed', () => {
  const origin = new TestRepo();
  origin.write('m.pyc', 'm');
  origin.commitAll();
  const clone = freshClone(origin);
  const refs = refsOf(clone);
  const backup = `${clone.home}/\x1b[2J \u{1f468}\u200d\u{1f469}.bundle`;
  const { code, stderr } = clone.guard([...PURGE, '--backup', backup]);
  expect(code).toBe(0);
  expect(refsOf(clone)).not.toBe(refs);
  expect(stderr).not.toMatch(/[\x1b\u200d]/);
  expect(clone.run('sh', ['-c', restoreCommand(stderr)]).code).toBe(0);
  expect(refsOf(clone)).toBe(refs);
});

describe('a purge is refused, and changes nothing,', () => {
  const origin = new TestRepo();
  for (const name of ['m.pyc', 'n.pyc']) {
    origin.write(name, name);
    origin.commitAll();
  }
  const clone = freshClone(origin);

  const REFUSALS: readonly (readonly [string, string, (repo: TestRepo) => void])[] = [
    ['with changes in the work tree', 'dirty-work-tree', (repo) => repo.write('m.pyc', 'changed')],
    ['with a file that is not tracked', 'dirty-work-tree', (repo) => repo.write('new.txt')],
    [
      'with a file that is ignored',
      'dirty-work-tree',
      (repo) => {
        repo.write('.git/info/exclude', 'new.txt\n');
        repo.write('new.txt');
      },
    ],
    [
      'with another work tree',
      'other-worktrees',
      (repo) => void repo.git('worktree', 'add', '-q', '--detach', '../other'),
    ],
    [
      'with a commit that is not pushed',
      'unpushed',
      (repo) => void repo.git('commit', '--quiet', '--allow-empty', '--message', 'x'),
    ],
    ['with a branch that is not pushed', 'unpushed', (repo) => void repo.git('branch', 'mine')],
    [
      'with a stash',
      'stash',
      (repo) => {
        repo.write('m.pyc', 'changed');
        repo.git('stash', 'push', '--quiet');
      },
    ],
    [
      'with a second remote',
      'not-a-fresh-clone',
      (repo) => void repo.git('remote', 'add', 'second', '/nowhere'),
    ],
    ['with replace refs', 'replace-refs', (repo) => void repo.git('replace', 'HEAD~1', 'HEAD')],
    [
      'with a used reflog',
      'not-a-fresh-clone',
      (repo) => void repo.git('checkout', '--quiet', '--detach', 'HEAD'),
    ],
    [
      'with objects of its own',
      'not-a-fresh-clone',
      (repo) => {
        for (let i = 0; i < 120; i++) repo.run('git', ['hash-object', '-w', '--stdin'], { input: `${i}` });
      },
    ],
    [
      'when a tag names a tree with cache files',
      'tag-on-tree',
      (repo) => void repo.git('tag', 'on-tree', 'HEAD^{tree}'),
    ],
  ];

  test.each(REFUSALS)('%s', (_name, code, spoil) => {
    const copy = copyOf(clone);
    spoil(copy);
    const refs = refsOf(copy);
    const report = copy.guardJson(['history', '--purge', '--yes']);
    expect(report).toMatchObject({ exitCode: 2, error: { code } });
    expect(refsOf(copy)).toBe(refs);
    expect(bundlesOf(copy)).toEqual([]);
  });

  test('in a shallow clone', () => {
    const shallow = new TestRepo();
    shallow.git('clone', '--quiet', '--depth=1', `file://${origin.root}`, 'copy');
    const report = shallow.guardJson(['-C', 'copy', 'history', '--purge', '--yes']);
    expect(report).toMatchObject({ exitCode: 2, error: { code: 'shallow-clone' } });
  });

  test('without a yes when nobody can be asked', () => {
    expect(copyOf(clone).guardJson(['history', '--purge'])).toMatchObject({
      exitCode: 2,
      error: { code: 'needs-yes' },
    });
  });

  test('where the backup would take the place of a file', () => {
    const copy = copyOf(clone);
    const report = copy.guardJson(['history', '--purge', '--yes', '--backup', copy.path('.git/config')]);
    expect(report).toMatchObject({ exitCode: 2, error: { code: 'backup-exists' } });
  });

  test('where git-filter-repo is not installed', () => {
    const copy = copyOf(clone);
    const bin = join(copy.home, 'bin'); // in the work tree git would not be trusted
    copy.run('mkdir', [bin]);
    for (const tool of ['git', 'node'])
      copy.run('sh', ['-c', `ln -s "$(command -v ${tool})" ${bin}/${tool}`]);
    const report = copy.guardJson(['history', '--purge', '--yes'], { env: { PATH: bin } });
    expect(report).toMatchObject({ exitCode: 2, error: { code: 'filter-repo-not-found' } });
  });
});

describe('a rewrite that does not end well is partly done: what was done is listed, and how to restore everything', () => {
  const origin = new TestRepo();
  origin.write('m.pyc');
  origin.write('m.py');
  origin.commitAll();
  const clone = freshClone(origin);

  /** Purges with a git-filter-repo that does this in the place of a rewrite. */
  function purgedBy(script: string): { copy: TestRepo; report: ReturnType<TestRepo['guardJson']> } {
    const copy = copyOf(clone);
    const bin = join(copy.home, 'bin');
    mkdirSync(bin);
    const program = `#!/bin/sh\n[ "$1" = --version ] && exit 0\n${script}\n`;
    writeFileSync(join(bin, 'git-filter-repo'), program, { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env.PATH}` };
    return { copy, report: copy.guardJson(['history', '--purge', '--yes'], { env }) };
  }

  test.each([
    ['fails at once', 'echo "fatal: no room" >&2; exit 1', ['backup']],
    ['fails half-way', 'git update-ref -d refs/heads/main; exit 1', ['backup']],
    ['is killed', 'kill -9 $$', ['backup']],
    ['leaves no list of commits', 'exit 0', ['backup', 'purge']],
    [
      'leaves what it should remove',
      'mkdir -p .git/filter-repo; h=$(git rev-parse HEAD); printf "old new\n$h $h\n" >.git/filter-repo/commit-map',
      ['backup', 'purge'],
    ],
  ])('where it %s', (_how, script, done) => {
    const { copy, report } = purgedBy(script);
    expect(report).toMatchObject({ exitCode: 2, error: { code: 'partly-done' } });
    expect(report.error.message).toMatch(/^partly done: .*; done: keep .*\.bundle/);
    expect(report.actions.map((action: { do: string }) => action.do)).toEqual(done);
    const [, restore = ''] = /: (find .*)/.exec(report.error.hint) ?? [];
    expect(copy.run('sh', ['-c', restore]).code).toBe(0);
    expect([refsOf(copy), copy.status()]).toEqual([refsOf(clone), []]);
  });
});

test('the draft of a backup that a killed run has left goes with the next purge, that of a living one stays', () => {
  const origin = new TestRepo();
  origin.write('m.pyc');
  origin.commitAll();
  const clone = freshClone(origin);
  const ended = clone.run(process.execPath, ['-p', 'process.pid']).stdout.trim();
  const draftOf = (id: string, name: string): string => {
    const folder = `.git/pyc-guard/before-purge.bundle.unverified-${name}`;
    clone.write(`${folder}/owner`, ownerMark().replace(/\d+\n$/, `${id}\n`));
    clone.write(`${folder}/bundle`);
    return clone.path(folder);
  };
  const drafts = [draftOf(ended, 'abcdef'), draftOf(String(process.ppid), 'ABCDEF')];
  expect(clone.guard(PURGE).code).toBe(0);
  expect(drafts.map((draft) => existsSync(draft))).toEqual([false, true]);
});

describe('interrupted at any moment, everything is there or comes back by the printed command', () => {
  const origin = randomHistory(21, 200);
  origin.git('checkout', '--quiet', '-f', '-B', 'main', 'b0');
  const clone = freshClone(origin);
  const refs = refsOf(clone);

  let whole = 0;
  beforeAll(() => {
    const copy = copyOf(clone);
    const start = Date.now();
    expect(copy.guard(PURGE).code).toBe(0);
    whole = Date.now() - start;
  });

  const SHARES = [15, 30, 40, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95];
  test.each(SHARES.flatMap((share) => [[share, 'SIGKILL'] as const, [share, 'SIGINT'] as const]))(
    'after %i %% of its time, by %s',
    async (share, signal) => {
      const copy = copyOf(clone);
      const child = spawn(process.execPath, [GUARD, ...PURGE], {
        cwd: copy.root,
        env: scrubbedEnv(copy.home),
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      const timer = setTimeout(() => killGroup(child, signal), (whole * share) / 100);
      await new Promise((resolve) => child.on('close', resolve));
      clearTimeout(timer);
      if (refsOf(copy) !== refs || copy.status().length > 0) {
        const { code, stderr: complaint } = copy.run('sh', ['-c', restoreCommand(stderr)]);
        expect([code, complaint]).toEqual([0, expect.anything()]);
      }
      expect(refsOf(copy)).toBe(refs);
      expect(copy.status()).toEqual([]);
      expect(copy.run('git', ['fsck', '--connectivity-only']).code).toBe(0);
    },
  );
});

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
