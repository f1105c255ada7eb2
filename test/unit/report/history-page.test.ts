import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { HistoryFinding } from '../../../src/history/history-finding.ts';
import { fromText } from '../../../src/model/byte-path.ts';
import { formatBytes } from '../../../src/report/format-bytes.ts';
import { historyPage } from '../../../src/report/html/page.ts';
import { pageData } from '../../../src/report/html/page-data.ts';
import type { DoneReport } from '../../../src/report/report.ts';

const version = (
  path: string,
  oid: string,
  bytes: number,
  days: readonly [string, string?],
): HistoryFinding => ({
  code: 'cache-file',
  severity: 'error',
  message: '',
  path: fromText(path),
  oid,
  bytes,
  packedBytes: bytes / 2,
  firstCommit: 'a'.repeat(40),
  firstDate: `${days[0]}T12:00:00Z`,
  ...(days[1] !== undefined && { removedIn: 'b'.repeat(40), removedDate: `${days[1]}T00:00:00Z` }),
  atTip: days[1] === undefined,
  staged: false,
});

const report = (findings: readonly HistoryFinding[]): DoneReport<'history'> => ({
  command: 'history',
  version: '1.2.3',
  root: '/home/me/<project>',
  dryRun: false,
  exitCode: 1,
  findings,
  actions: [],
  summary: { commits: 0, paths: 0, blobs: 0, bytes: 0, packedBytes: 0, allowed: 0 },
  warnings: [],
});

const NOW = new Date('2026-01-02T03:04:05Z');

describe('the data of the page', () => {
  const data = pageData(
    report([
      version('a/__pycache__/m.pyc', '1', 100, ['2020-01-01', '2020-01-03']),
      version('b/m.pyc', '1', 100, ['2020-01-02']),
      version('a/__pycache__/n.pyc', '2', 10, ['2020-01-03', '2020-01-01']),
    ]),
    NOW,
  );

  test('counts a blob once and for ever, and a version until it is gone', () => {
    expect(data.growth.days.map((day) => new Date(day * 1000).toISOString().slice(0, 10))).toEqual([
      '2020-01-01',
      '2020-01-02',
      '2020-01-03',
    ]);
    expect(data.growth.stored).toEqual([100, 100, 110]);
    expect(data.growth.standing).toEqual([100, 200, 100]);
  });

  test('gathers folders by where the source lies', () => {
    expect(data.folders).toEqual([
      { name: 'b', bytes: 100, blobs: 1 },
      { name: 'a', bytes: 10, blobs: 1 },
    ]);
  });
});

describe('the page itself', () => {
  const assets = { script: 'console.log("</p>")', style: 'p{}' };
  const page = historyPage(report([version('</script><!--\u2028.pyc', '1', 1, ['2020-01-01'])]), assets, NOW);

  test('lets only its own script and style do anything', () => {
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(page).toContain(
      `default-src 'none'; script-src ${hash(assets.script)}; style-src ${hash(assets.style)};`,
    );
  });

  test('holds no name that could end or begin an element', () => {
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).not.toContain('<!--');
    expect(page).toContain('&lt;project&gt;</title>');
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [1.5e15, '1500.0 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
