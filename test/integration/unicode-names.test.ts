import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { testWith } from '../helpers/needs.ts';
import { TestRepo } from '../helpers/repo.ts';
import { stage, utf8 } from '../helpers/stage.ts';

/** The same name in the two Unicode forms: macOS may give either, git keeps the composed one there. */
const COMPOSED = 'caf\u00e9';
const DECOMPOSED = 'cafe\u0301';

function repository(compose: boolean): TestRepo {
  const repo = new TestRepo();
  if (compose) repo.git('config', 'core.precomposeUnicode', 'true');
  stage(repo, [utf8(`${COMPOSED}/m.pyc`)]);
  return repo;
}

describe('names in the other Unicode form, where core.precomposeUnicode is set', () => {
  test('untrack finds what is tracked, from its folder too', () => {
    for (const name of [`${DECOMPOSED}/m.pyc`, DECOMPOSED, COMPOSED]) {
      const repo = repository(true);
      expect(repo.guard(['untrack', name])).toMatchObject({ code: 0 });
      expect(repo.tracked()).toEqual([]);
    }
  });

  test.each([
    ['as arguments', ['check', `${DECOMPOSED}/m.pyc`], ''],
    ['on stdin', ['check', '--stdin'], `${DECOMPOSED}/m.pyc\n`],
  ])('check takes them for the allowed file that they mean, %s', (_name, args, input) => {
    const repo = repository(true);
    repo.write('.gitattributes', `${COMPOSED}/** -pyc-guard\n`);
    expect(repo.guardJson(args, { input })).toMatchObject({ exitCode: 0, summary: { allowed: 1 } });
  });

  test('clean keeps what is tracked or allowed by its composed name', () => {
    const repo = repository(true);
    repo.write('.gitattributes', `${COMPOSED}/kept.pyc -pyc-guard\n`);
    for (const name of ['m', 'kept', 'gone']) {
      repo.write(`${DECOMPOSED}/${name}.py`);
      repo.write(`${DECOMPOSED}/${name}.pyc`);
    }
    const { summary } = repo.guardJson(['clean']);
    expect(summary).toMatchObject({ files: 1, skippedTracked: 1, allowed: 1 });
    const left = ['m', 'kept', 'gone'].filter((name) => existsSync(repo.path(`${DECOMPOSED}/${name}.pyc`)));
    expect(left).toEqual(['m', 'kept']);
  });
});

test('elsewhere the two forms are two names', () => {
  const repo = repository(false);
  expect(repo.guardJson(['untrack', `${DECOMPOSED}/m.pyc`]).error.code).toBe('no-match');
  repo.write('.gitattributes', `${DECOMPOSED}/** -pyc-guard\n`);
  expect(repo.guardJson(['check', `${DECOMPOSED}/m.pyc`]).summary.allowed).toBe(1);
  expect(repo.guardJson(['check', `${COMPOSED}/m.pyc`]).summary.allowed).toBe(0);
});

testWith('POSIX names')('a backslash in a name is a part of it, and no separator', () => {
  const repo = new TestRepo();
  stage(repo, ['a\\b.pyc', 'a/b.pyc']);
  expect(repo.guard(['untrack', repo.path('a\\b.pyc')])).toMatchObject({ code: 0 });
  expect(repo.tracked()).toEqual(['a/b.pyc']);
});

test('a byte order mark before the first name, as PowerShell pipes it, is none of the name', () => {
  const repo = new TestRepo();
  const input = '\ufeffa.pyc\r\nb.pyc\r\n';
  const { findings } = repo.guardJson(['check', '--stdin'], { input });
  expect(findings.map(({ path }: { path: string }) => path)).toEqual(['a.pyc', 'b.pyc']);
});
