import { beforeAll, describe, expect, test } from '@jest/globals';
import { plant } from '../helpers/planted.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';

const LEAKY = plant(readCase('planted/cpython-313.pyc'));
const HONEST = readCase('modes/cpython-313.timestamp.0.pyc');

describe.each([
  ['check', ['check', '--tracked']],
  ['history', ['history']],
])('%s --baseline', (_, args) => {
  const repo = new TestRepo();
  let known = 0;
  beforeAll(() => {
    repo.write('old/__pycache__/m.cpython-313.pyc', LEAKY);
    repo.git('add', '--force', '--all');
    repo.git('commit', '--quiet', '-m', 'old');
    const report = repo.guard([...args, '--json']).stdout;
    known = JSON.parse(report).findings.length;
    repo.write('../home/base.json', report);
  });

  const run = (): { exitCode: number; findings: { path: string }[]; summary: Record<string, number> } =>
    repo.guardJson([...args, '--baseline', '../home/base.json']);

  test('what an earlier report holds is counted and no error', () => {
    expect(known).toBeGreaterThan(20);
    expect(run()).toMatchObject({ exitCode: 0, findings: [], summary: { known } });
    const { code, stdout } = repo.guard([...args, '--baseline', '../home/base.json']);
    expect(code).toBe(0);
    expect(stdout).toContain(`${known} findings known already`);
  });

  test('what is new is an error', () => {
    repo.write('new/__pycache__/m.cpython-313.pyc', HONEST);
    repo.git('add', '--force', '--all');
    repo.git('commit', '--quiet', '-m', 'new');
    const { exitCode, findings, summary } = run();
    expect(exitCode).toBe(1);
    expect(new Set(findings.map(({ path }) => path))).toEqual(new Set(['new/__pycache__/m.cpython-313.pyc']));
    expect(summary.known).toBe(known);
  });

  test.each([
    ['is not there', 'absent.json'],
    ['is no JSON', 'text.json'],
    ['is no report', 'other.json'],
    ['is the report of a failure', 'failed.json'],
  ])('a file that %s does not count as an empty one', (_, file) => {
    repo.write('../home/text.json', 'spam');
    repo.write('../home/other.json', '{"findings": 3}');
    repo.write('../home/failed.json', repo.guard(['check', 'spam', '--tracked', '--json']).stdout);
    const report = repo.guardJson([...args, '--baseline', `../home/${file}`]);
    expect(report.exitCode).toBe(2);
    expect(report.error.message).toContain(file);
  });
});

test('a secret that is added to a known file is new', () => {
  const repo = new TestRepo();
  const path = '__pycache__/m.cpython-313.pyc';
  repo.write(path, HONEST);
  repo.git('add', '--force', '--all');
  repo.write('base.json', repo.guard(['check', '--json']).stdout);
  repo.write(path, LEAKY);
  repo.git('add', '--force', path);
  const { findings } = repo.guardJson(['check', '--baseline', 'base.json']);
  expect(new Set(findings.map(({ code }: { code: string }) => code))).toEqual(new Set(['secret']));
});
