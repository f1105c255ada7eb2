import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';

interface Found {
  code: string;
  path: string;
  oid: string;
  message: string;
  python?: string;
  firstCommit?: string;
}

/** No credential: it only has the form of one, and is put together here. */
const TOKEN = `ghp_${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY'}zA1b`;

/** Bytecode of Python 3.11 whose first constant is the token. */
function leaking(): Buffer {
  const bytes = readCase('planted/cpython-311.pyc');
  const at = bytes.indexOf('planted00'.padEnd(TOKEN.length, 'x'));
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(TOKEN), bytes.subarray(at + TOKEN.length)]);
}

const withCode = (report: { findings: Found[] }, code: string) =>
  report.findings.filter((finding) => finding.code === code);

describe('what the bytecode of a history gives away', () => {
  const repo = new TestRepo();
  repo.write('a/__pycache__/planted.cpython-311.pyc', leaking());
  repo.commitAll();
  repo.git('mv', 'a', 'b');
  repo.git('rm', '--quiet', '--cached', '-r', 'b');
  repo.git('commit', '--quiet', '--allow-empty', '--message', 'gone');
  repo.run('git', ['add', '--force', '--all']);
  repo.run('git', ['commit', '--quiet', '--message', 'back under another name'], {
    env: { GIT_COMMITTER_DATE: '2100-01-01T00:00:00Z' },
  });
  const report = repo.guardJson(['history']);

  test('a secret is told once for its blob, with the commit that brought it', () => {
    const all = withCode(report, 'secret').filter(({ message }) => message.includes('github'));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      severity: 'error',
      masked: 'ghp_…',
      path: 'a/__pycache__/planted.cpython-311.pyc',
    });
    expect(all[0]?.firstCommit).toBe(repo.git('rev-list', '--max-parents=0', 'HEAD').trim());
    expect(withCode(report, 'cache-file')).toHaveLength(2);
  });

  test('its value is in no format', () => {
    for (const format of [['--json'], ['--verbose'], []]) {
      const { stdout, stderr } = repo.guard(['history', ...format]);
      expect(stdout + stderr).not.toContain(TOKEN.slice(4, 20));
      expect(stdout).toContain('ghp_…');
    }
  });

  test('so are the Python and the machine it came from', () => {
    expect(withCode(report, 'cache-file').map(({ python }) => python)).toEqual(['3.11', '3.11']);
    expect(withCode(report, 'path-leak').map(({ message }) => message)).toEqual([
      expect.stringContaining('"alice"'),
    ]);
  });

  test('--no-inspect only lists', () => {
    const listed = repo.guardJson(['history', '--no-inspect']);
    expect(listed.findings.map(({ code }: Found) => code)).toEqual(['cache-file', 'cache-file']);
  });
});

describe('attacks are judged by what stood beside them in the same commit', () => {
  const pyc = readCase('modes/cpython-311.unchecked-hash.0.pyc');

  test('an unchecked hash, and one that is not that of its source', () => {
    const repo = new TestRepo();
    repo.write('modes.py', 'something_else = 1\n');
    repo.write('__pycache__/modes.cpython-311.pyc', pyc);
    repo.commitAll();
    repo.write('modes.py', readCase('modes.py'));
    repo.commitAll();
    const codes = repo.guardJson(['history']).findings.map(({ code }: Found) => code);
    expect(codes).toEqual(expect.arrayContaining(['unchecked-hash', 'hash-mismatch', 'foreign-names']));
  });

  test('and not by what came later', () => {
    const repo = new TestRepo();
    repo.write('modes.py', readCase('modes.py'));
    repo.write('__pycache__/modes.cpython-311.pyc', pyc);
    repo.commitAll();
    repo.write('modes.py', 'something_else = 1\n');
    repo.commitAll();
    const codes = repo.guardJson(['history']).findings.map(({ code }: Found) => code);
    expect(codes).toContain('unchecked-hash');
    expect(codes).not.toContain('hash-mismatch');
    expect(codes).not.toContain('foreign-names');
  });

  test('another path of the same blob is told where it says something new, and nothing twice', () => {
    const repo = new TestRepo();
    repo.write('modes.py', readCase('modes.py'));
    repo.write('__pycache__/modes.cpython-311.pyc', pyc);
    repo.commitAll();
    repo.write('later/json.pyc', pyc);
    repo.commitAll();
    const findings: Found[] = repo.guardJson(['history']).findings;
    const told = findings.map(({ code, path }) => `${code} ${path}`);
    expect(told).toContain('unchecked-hash __pycache__/modes.cpython-311.pyc');
    expect(told).toContain('sourceless later/json.pyc');
    expect(told).not.toContain('unchecked-hash later/json.pyc');
  });

  test('bytecode without a source', () => {
    const repo = new TestRepo();
    repo.write('json.pyc', pyc);
    repo.write('modes/m.pyc', readCase('modes/cpython-311.timestamp.0.pyc'));
    repo.write('modes/m.py', readCase('modes.py'));
    repo.commitAll();
    const findings: Found[] = repo.guardJson(['history']).findings;
    expect(findings.filter(({ code }) => code === 'sourceless').map(({ path }) => path)).toEqual([
      'json.pyc',
    ]);
    expect(findings.filter(({ code }) => code === 'shadowing').map(({ path }) => path)).toEqual(['json.pyc']);
  });
});
