import { Buffer } from 'node:buffer';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from '@jest/globals';
import { DiffReader } from '../../../../src/history/read/diff-reader.ts';
import { VersionTable } from '../../../../src/history/read/version-table.ts';

const id = (digit: string) => digit.repeat(40);
const ZERO = id('0');

/** When each commit of the stream was made, by what begins its id. */
const TIMES = new Map([
  ['c', 300],
  ['d', 250],
  ['b', 200],
  ['a', 100],
]);
const inOrder =
  (commits: string) =>
  (nth: number): number =>
    TIMES.get(commits[nth % commits.length] ?? '') ?? 0;

const STREAM = [
  `${id('c')}\0::100644 100644 100644 ${id('1')} ${id('2')} ${id('3')} MM\0m.pyc\0`,
  `${id('d')}\0`,
  `${id('b')}\0:100644 000000 ${id('1')} ${ZERO} D\0m.pyc\0:000000 100644 ${ZERO} ${id('4')} A\0:odd\nname.pyc\0`,
  `${id('a')}\0:000000 100644 ${ZERO} ${id('1')} A\0m.pyc\0:000000 100644 ${ZERO} ${id('5')} A\0m.py\0`,
  `:000000 160000 ${ZERO} ${id('6')} A\0module.pyc\0`,
].join('');

const EXPECTED = [
  [':odd\nname.pyc', id('4'), id('b'), undefined],
  ['m.pyc', id('1'), id('a'), id('c')],
  ['m.pyc', id('2'), undefined, id('c')],
  ['m.pyc', id('3'), id('c'), undefined],
];

const told = (table: VersionTable) =>
  table.versions().map(({ path, oid, first, removed }) => [path, oid, first?.commit, removed?.commit]);

test('a stream reads the same wherever it is cut', () => {
  const bytes = Buffer.from(STREAM, 'latin1');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const table = new VersionTable();
    const reader = new DiffReader(table, inOrder('cdba'));
    reader.read(bytes.subarray(0, cut));
    reader.read(bytes.subarray(cut));
    expect(told(table)).toEqual(EXPECTED);
    expect(reader.commits).toBe(4);
  }
});

test('the earliest commit brought a version, whichever is read first', () => {
  const commits = STREAM.split(/(?=[abcd]{40}\0)/);
  for (const order of [commits, commits.toReversed()]) {
    const table = new VersionTable();
    const reader = new DiffReader(table, inOrder(order.map(([first]) => first).join('')));
    for (const commit of order) reader.read(Buffer.from(commit, 'latin1'));
    expect(told(table)).toEqual(EXPECTED);
  }
});

test('memory does not grow with what is read', () => {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc') as () => void;
  const reader = new DiffReader(new VersionTable(), inOrder('cdba'));
  const read = (megabytes: number): number => {
    const chunk = Buffer.from(STREAM.repeat(100), 'latin1');
    for (let sent = 0; sent < megabytes * 1e6; sent += chunk.length) reader.read(chunk);
    gc();
    return process.memoryUsage().heapUsed;
  };
  const little = read(5);
  expect(read(100) - little).toBeLessThan(2e6);
});
