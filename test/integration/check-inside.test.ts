import { Buffer } from 'node:buffer';
import { rmSync, symlinkSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fakeSecret } from '../helpers/fake-secrets.ts';
import { code as codeObject, pyc313, text, tuple } from '../helpers/marshal-writer.ts';
import { plant } from '../helpers/planted.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';

const LEAKY = plant(readCase('planted/cpython-313.pyc'));
const HONEST = readCase('modes/cpython-313.timestamp.0.pyc');
const CACHED = 'pkg/__pycache__/settings.cpython-313.pyc';

interface Found {
  code: string;
  severity: string;
  path: string;
}

const codesOf = ({ findings }: { findings: Found[] }, path: string): string[] => [
  ...new Set(findings.filter((each) => each.path === path).map(({ code }) => code)),
];

describe('check looks into the cache files it finds', () => {
  const repo = new TestRepo();
  beforeAll(() => {
    repo.write(CACHED, LEAKY);
    repo.git('add', '--force', '--all');
    repo.write(CACHED, HONEST);
  });

  test.each([
    ['as they are staged', ['check']],
    ['as they are tracked', ['check', '--tracked']],
  ])('%s, whatever lies on the disk', (_, args) => {
    const report = repo.guardJson(args);
    expect(codesOf(report, CACHED)).toEqual(['secret', 'cache-file', 'path-leak']);
    expect(report.summary).toMatchObject({ cacheFiles: 1, inspected: 1, leaks: 1 });
    expect(report.summary.secrets).toBeGreaterThan(20);
  });

  test('on the disk where paths are named, if they are there', () => {
    expect(codesOf(repo.guardJson(['check', CACHED]), CACHED)).toEqual(['cache-file', 'path-leak']);
    const input = `${CACHED}\nno/such.pyc\n`;
    const { findings, summary } = repo.guardJson(['check', '--stdin'], { input });
    expect(findings).toHaveLength(3);
    expect(summary).toMatchObject({ cacheFiles: 2, inspected: 1 });
  });

  test('not with --no-inspect', () => {
    const { findings, summary } = repo.guardJson(['check', '--no-inspect']);
    expect(findings).toHaveLength(1);
    expect(summary).toEqual({ checked: 1, cacheFiles: 1, strays: 0, allowed: 0 });
    expect(repo.guard(['check', '--no-inspect', '--content']).code).toBe(2);
  });

  test('and tells secrets before all else, each indented below its file', () => {
    const lines = repo.guard(['check']).stdout.split('\n');
    expect(lines[0]?.startsWith(`error ${CACHED}: holds a secret (github): "ghp_…"`)).toBe(true);
    expect(lines[1]).toMatch(
      /^ {4}error secret: holds a secret \(npm\): "npm_…", 40 characters, fingerprint [0-9a-f]{8} in "plain_two" \(line 2 of the source\)$/,
    );
  });

  test('but not into those that are allowed', () => {
    repo.write('.gitattributes', 'pkg/** -pyc-guard\n');
    expect(repo.guardJson(['check'])).toMatchObject({ exitCode: 0, findings: [], summary: { allowed: 1 } });
    rmSync(repo.path('.gitattributes'));
  });
});

test('an honest cache beside a source that has changed since is not taken for tampered with', () => {
  const repo = new TestRepo();
  repo.write('m.py', 'other = 1\n');
  repo.write('__pycache__/m.cpython-313.pyc', HONEST);
  repo.git('add', '--force', '--all');
  const { findings } = repo.guardJson(['check']);
  expect(findings.map(({ code, severity }: Found) => [code, severity])).toEqual([
    ['cache-file', 'error'],
    ['path-leak', 'warning'],
    ['foreign-names', 'note'],
  ]);
  expect(findings[2].message).toMatch(/^is older than its source, /);
});

test('both sides of a conflict are looked into', () => {
  const repo = new TestRepo();
  repo.write('a.txt');
  repo.commitAll();
  repo.git('checkout', '--quiet', '-b', 'other');
  repo.write(CACHED, LEAKY);
  repo.commitAll();
  repo.git('checkout', '--quiet', 'main');
  repo.write(CACHED, HONEST);
  repo.commitAll();
  expect(repo.tryGit(['merge', 'other']).code).toBe(1);
  const report = repo.guardJson(['check', '--tracked']);
  expect(codesOf(report, CACHED).sort()).toEqual(['cache-file', 'path-leak', 'secret']);
});

test('symbolic links and submodules that are named like bytecode are not read', () => {
  const repo = new TestRepo();
  symlinkSync('/etc/hostname', repo.path('link.pyc'));
  repo.git('add', '--force', '--all');
  repo.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub.pyc`);
  expect(repo.guardJson(['check']).summary).toMatchObject({ cacheFiles: 2, inspected: 0 });
  expect(repo.guardJson(['check', 'link.pyc']).summary).toMatchObject({ inspected: 0 });
});

test('one content at many paths is read once and told for each path', () => {
  const repo = new TestRepo();
  const paths = Array.from({ length: 20 }, (_, i) => `p${i}/m.pyc`);
  for (const path of paths) repo.write(path, LEAKY);
  repo.write('p3/m.py', 'x = 1\n');
  repo.git('add', '--force', '--all');
  const report = repo.guardJson(['check']);
  expect(report.summary.inspected).toBe(20);
  for (const path of paths)
    expect(codesOf(report, path)).toEqual([
      'secret',
      'cache-file',
      'path-leak',
      path === 'p3/m.pyc' ? 'foreign-names' : 'sourceless',
    ]);
});

test('a partial clone is not made to fetch, and says what it could not look into', () => {
  const origin = new TestRepo();
  origin.write(CACHED, LEAKY);
  origin.commitAll();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  const clone = new TestRepo();
  clone.git(
    'clone',
    '--quiet',
    '--no-checkout',
    '--filter=blob:none',
    `file://${origin.root}`,
    clone.path('c'),
  );
  const cwd = clone.path('c');
  expect(clone.tryGit(['reset', '--quiet'], { cwd }).code).toBe(0);
  const report = clone.guardJson(['check', '--tracked'], { cwd });
  expect(report).toMatchObject({
    exitCode: 1,
    summary: { cacheFiles: 1, inspected: 0 },
    warnings: [{ code: 'not-inspected', message: expect.stringContaining('its content is not here') }],
  });
  expect(clone.guardJson(['check', '--tracked', '--content'], { cwd }).exitCode).toBe(1);
});

describe('check --content', () => {
  const repo = new TestRepo();
  const token = fakeSecret('github', 99);
  beforeAll(() => {
    repo.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    repo.write('notes.txt', HONEST);
    repo.write('data/leaky', pyc313(codeObject({ consts: tuple(text(token)) })));
    repo.write('fixtures/sample.bin', HONEST);
    repo.write('__pycache__/stray.txt', HONEST);
    repo.write('m.pyc.1234', HONEST);
    repo.write('crlf.ps1', 'ok\r\n# a script\r\nc = 1\r\n');
    repo.write('empty', '');
    repo.write('same.txt', HONEST);
    repo.git('add', '--force', '--all');
  });

  test.each([
    ['staged', ['check', '--content']],
    ['tracked', ['check', '--content', '--tracked']],
    ['on the disk', ['check', '--content', '.']],
  ])('names bytecode under another name that is %s', (_, args) => {
    const report = repo.guardJson(args);
    const renamed = report.findings.filter(({ code }: Found) => code === 'renamed-bytecode');
    expect(renamed.map(({ path }: Found) => path).sort()).toEqual([
      '__pycache__/stray.txt',
      'data/leaky',
      'm.pyc.1234',
      'notes.txt',
      'same.txt',
    ]);
    expect(codesOf(report, 'data/leaky')).toEqual(['secret', 'renamed-bytecode']);
    expect(report).toMatchObject({ exitCode: 1, summary: { renamed: 5, inspected: 9 } });
    expect(JSON.stringify(report)).not.toContain(token.slice(4, 20));
  });

  test('leaves the disk alone where the index is meant', () => {
    const other = new TestRepo();
    other.write('a.txt');
    other.git('add', '--all');
    other.write('a.txt', HONEST);
    expect(other.guardJson(['check', '--content'])).toMatchObject({ exitCode: 0, findings: [] });
    expect(other.guardJson(['check', '--content', 'a.txt']).exitCode).toBe(1);
  });

  test('takes little memory for large files, and finds what code there is at the head of one', () => {
    const other = new TestRepo();
    const large = Buffer.alloc(80 * 2 ** 20);
    other.write('large.bin', large);
    HONEST.copy(large);
    other.write('large.txt', large);
    other.git('-c', 'core.compression=1', 'add', '--all');
    const env = { NODE_OPTIONS: '--max-old-space-size=64' };
    const report = other.guardJson(['check', '--content'], { env });
    expect(report.exitCode).toBe(1);
    expect(codesOf(report, 'large.txt')).toEqual(['renamed-bytecode', 'path-leak', 'trailing-data']);
    expect(codesOf(report, 'large.bin')).toEqual([]);
    expect(report.warnings).toEqual([
      { code: 'too-large', message: expect.stringContaining('large.txt (larger than 64 MiB)') },
    ]);
  });
});

describe('check --range', () => {
  test('looks into what each commit has, beside the source it has then', () => {
    const repo = new TestRepo();
    repo.write('m.pyc', LEAKY);
    repo.commitAll();
    repo.write('m.py', 'x = 1\n');
    repo.write('m.pyc', HONEST);
    repo.commitAll();
    repo.git('rm', '--quiet', 'm.pyc');
    repo.commitAll();
    const report = repo.guardJson(['check', '--range', 'HEAD']);
    expect(report.summary).toMatchObject({ commits: 3, cacheFiles: 2, inspected: 2 });
    const commits = repo.git('rev-list', 'HEAD').split('\n');
    const by = (commit: string | undefined) =>
      new Set(
        report.findings
          .filter((each: { commit: string }) => each.commit === commit)
          .map(({ code }: Found) => code),
      );
    expect(by(commits[2])).toEqual(new Set(['cache-file', 'secret', 'path-leak', 'sourceless']));
    expect(by(commits[1])).toEqual(new Set(['cache-file', 'path-leak', 'foreign-names']));
    expect(repo.guard(['check', '--range', 'HEAD', '--content']).code).toBe(2);
  });
});
