import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { addAndRemove, head, withRemote } from '../helpers/remote.ts';
import { TestRepo } from '../helpers/repo.ts';
import { bytes, scratchFolder } from '../helpers/scratch.ts';

let repo: TestRepo;

beforeEach(() => {
  repo = new TestRepo();
  repo.write('m.py');
  repo.commitAll('first');
});

/** The paths found, with their commits. */
const found = (args: readonly string[], from = repo): string[][] =>
  from
    .guardJson(['check', ...args])
    .findings.map(({ path, commit }: { path: string; commit: string }) => [path, commit]);

describe('check --range', () => {
  test('sees what one commit adds and the next removes, and tells which', () => {
    const commit = addAndRemove(repo, 'pkg/__pycache__/m.cpython-313.pyc');
    const report = repo.guardJson(['check', '--range', 'main~2..main']);
    expect(report).toMatchObject({
      exitCode: 1,
      findings: [{ code: 'cache-file', path: 'pkg/__pycache__/m.cpython-313.pyc', kind: 'pyc', commit }],
      summary: { commits: 2, checked: 1, cacheFiles: 1, strays: 0, allowed: 0 },
    });
    expect(repo.guard(['check', '--range', 'main~2..main']).stdout).toContain(commit.slice(0, 12));
    expect(repo.guardJson(['check', '--range', 'main~1..main'])).toMatchObject({ exitCode: 0, findings: [] });
  });

  test('takes what git log takes', () => {
    const first = addAndRemove(repo, 'a.pyc');
    repo.git('switch', '--quiet', '--create', 'side', 'main~2');
    const second = addAndRemove(repo, 'b.pyo');
    const [a, b] = [
      ['a.pyc', first],
      ['b.pyo', second],
    ];
    expect(found(['--range', 'main..side'])).toEqual([b]);
    expect(found(['--range', 'main..'])).toEqual([b]);
    expect(found(['--range', 'main...side']).sort()).toEqual([a, b]);
    expect(found(['--range', 'main'])).toEqual([a]);
    expect(found(['--range', `${first}^!`])).toEqual([a]);
    expect(found(['--range', `${'0'.repeat(40)}..side`])).toEqual([b]);
    expect(found(['--range', 'main..main'])).toEqual([]);
  });

  test('sees what a merge adds by itself, strays, root commits and any name', () => {
    repo.git('checkout', '--quiet', '--orphan', 'other');
    repo.write('__pycache__/README');
    repo.writeBytes(bytes('\xff\n.pyc'));
    repo.write('f'.repeat(40));
    repo.commitAll('root');
    repo.git('merge', '--quiet', '--allow-unrelated-histories', '--no-commit', 'main');
    repo.write('evil.PYC');
    repo.git('add', '--force', 'evil.PYC');
    repo.git('commit', '--quiet', '--no-edit');
    const report = repo.guardJson(['check', '--range', 'other']);
    expect(report.findings).toMatchObject([
      { path: 'evil.PYC', commit: head(repo) },
      { code: 'stray', severity: 'error', path: '__pycache__/README' },
      { pathBytes: Buffer.from('\xff\n.pyc', 'latin1').toString('base64') },
    ]);
  });

  test('allows by the attributes at the end of the range, or of the commit', () => {
    addAndRemove(repo, 'later.pyc');
    repo.write('.gitattributes', 'later.pyc -pyc-guard\n');
    repo.commitAll();
    expect(repo.guardJson(['check', '--range', 'main'])).toMatchObject({
      exitCode: 0,
      summary: { allowed: 1 },
    });
    repo.write('.gitattributes', 'then.pyc -pyc-guard\n');
    addAndRemove(repo, 'then.pyc');
    repo.write('.gitattributes', 'later.pyc -pyc-guard\n');
    repo.commitAll();
    expect(repo.guardJson(['check', '--range', 'main'])).toMatchObject({
      exitCode: 0,
      summary: { allowed: 2 },
    });
    const commit = addAndRemove(repo, 'then.pyc');
    expect(found(['--range', 'main'])).toEqual([['then.pyc', commit]]);
    repo.write('.gitattributes', '* -pyc-guard\n');
    expect(found(['--range', 'main'])).toHaveLength(1);
    repo.git('checkout', '--quiet', '.gitattributes');
    for (const folder of ['below', 'line\nend']) {
      repo.write(`${folder}/.gitattributes`, '*.pyc -pyc-guard\n');
      addAndRemove(repo, `${folder}/m.pyc`);
      repo.git('rm', '--quiet', `${folder}/.gitattributes`);
      repo.commitAll('allow no more');
    }
    expect(found(['--range', 'main'])).toHaveLength(1);
  });

  test('works in a bare repository', () => {
    const { repo: clone, remote } = withRemote();
    const commit = addAndRemove(clone, 'm.pyc');
    clone.write('fixtures/m.pyc');
    clone.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    clone.commitAll();
    clone.git('push', '--quiet', 'origin', 'main');
    expect(found(['--range', 'main'], remote)).toEqual([['m.pyc', commit]]);
  });

  test('looks at the range that pre-commit names, unless told what to look at', () => {
    addAndRemove(repo, 'm.pyc');
    const env = { PRE_COMMIT_FROM_REF: 'main~2', PRE_COMMIT_TO_REF: 'main' };
    expect(repo.guard(['check'], { env }).code).toBe(1);
    expect(repo.guard(['check', '--staged'], { env }).code).toBe(0);
    expect(repo.guard(['check', '--tracked'], { env }).code).toBe(0);
    expect(repo.guard(['check', '--range', 'main~1..main'], { env }).code).toBe(0);
  });

  test.each(['nope', 'main..nope', 'main^{tree}', '--all', '', 'main:m.py'])(
    'refuses %j in one line',
    (range) => {
      const { code, stderr } = repo.guard(['check', `--range=${range}`]);
      expect(code).toBe(2);
      expect(stderr.trimEnd().split('\n')).toEqual([
        expect.stringMatching(/^error: /),
        expect.stringMatching(/^hint: /),
      ]);
    },
  );

  test('says where a shallow clone ends, and how to get the rest', () => {
    addAndRemove(repo, 'm.pyc');
    const clone = new TestRepo();
    const folder = join(scratchFolder(), 'clone');
    clone.git('clone', '--quiet', '--depth=2', `file://${repo.root}`, folder);
    const { findings, warnings } = clone.guardJson(['-C', folder, 'check', '--range', 'main']);
    expect(findings).toMatchObject([{ path: 'm.pyc' }]);
    const codesOf = (found: readonly { code: string }[]) => found.map(({ code }) => code);
    expect(codesOf(warnings)).toContain('shallow-clone');
    const whole = clone.guardJson(['-C', folder, 'check', '--range', 'main~1..main']);
    expect(codesOf(whole.warnings)).not.toContain('shallow-clone');
    const gone = clone.guard(['-C', folder, 'check', '--range', `${head(repo, 'main~2')}..main`]);
    expect(gone).toMatchObject({ code: 2, stderr: expect.stringContaining('git fetch --unshallow') });
  });
});
