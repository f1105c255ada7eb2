import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';
import { typeAtQuestion } from '../helpers/type-at-question.ts';

/** A repository that tracks bytecode without a source. */
function withOnlyCopies(count: number): TestRepo {
  const repo = new TestRepo();
  for (let i = 0; i < count; i++) repo.write(`lib/only${i}.pyc`);
  repo.commitAll();
  return repo;
}

test('fix --commit asks on a terminal before only copies go, and "n" changes nothing', () => {
  const repo = withOnlyCopies(2);
  const no = repo.run(...typeAtQuestion('n\\r', 'fix', '--commit', 'x'));
  expect(no.stdout).toContain('[y/N]');
  expect(repo.tracked()).toEqual(['lib/only0.pyc', 'lib/only1.pyc']);
  expect(repo.status()).toEqual([]);
  const yes = repo.run(...typeAtQuestion('y\\r', 'fix', '--commit', 'x'));
  expect(yes).toMatchObject({ code: 0 });
  expect(repo.tracked()).toEqual(['.gitignore']);
});

test('fix --commit -y, and --keep-sourceless, do not ask', () => {
  for (const option of ['-y', '--keep-sourceless']) {
    const ran = withOnlyCopies(2).run(...typeAtQuestion('n\\r', 'fix', '--commit', 'x', option));
    expect(ran).toMatchObject({ code: 0, stdout: expect.not.stringContaining('[y/N]') });
  }
});

test('JSON names every only copy, however many', () => {
  const { findings } = withOnlyCopies(25).guardJson(['fix', '-n']);
  expect(findings.filter(({ code }: { code: string }) => code === 'sourceless')).toHaveLength(25);
});

test('the text names the first 20 of them', () => {
  const { stdout } = withOnlyCopies(25).guard(['fix', '-n']);
  const named = stdout.split('\n').filter((line) => /only\d+\.pyc.*no source/.test(line));
  expect(named).toHaveLength(20);
});
