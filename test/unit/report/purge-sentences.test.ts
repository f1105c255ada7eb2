import { expect, test } from '@jest/globals';
import type { Summaries } from '../../../src/model/summaries.ts';
import { purgeSentences } from '../../../src/report/purge-sentences.ts';
import type { DoneReport } from '../../../src/report/report.ts';

const report = (summary: Summaries['history'], dryRun: boolean): DoneReport<'history'> => ({
  command: 'history',
  version: '0',
  root: '/repo',
  dryRun,
  exitCode: 0,
  findings: [],
  actions: [],
  warnings: [],
  summary,
});

test('one of a kind is told of in the singular', () => {
  const one = { allowed: 0, paths: 1, blobs: 1, commits: 1, bytes: 500, packedBytes: 400 };
  expect(purgeSentences(report(one, true))).toEqual([
    'would remove 1 path, 1 blob, 500 B (400 B as packed) from 1 commit; the repository gets about 400 B smaller',
  ]);
  expect(
    purgeSentences(
      report({ ...one, commits: 2000, rewritten: 1, packBytesBefore: 0, packBytesAfter: 0 }, false),
    )[0],
  ).toBe(
    'removed 1 path, 1 blob, 500 B (400 B as packed) from the history; of 2,000 commits 1 has a new name',
  );
});
