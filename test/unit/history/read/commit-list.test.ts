import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { CommitList } from '../../../../src/history/read/commit-list.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(40));
/** Before 2001 there are fewer digits, and a commit may be of 1970. */
const TIMES = [1_700_000_000, 999_999_999, 5, 0, 4_102_444_800];
const OUTPUT = Buffer.from(IDS.map((id, i) => `${TIMES[i]} ${id}\n`).join(''));

test('ids and times are told apart wherever the output is cut', () => {
  for (let cut = 0; cut <= OUTPUT.length; cut++) {
    const list = new CommitList(40);
    const pieces = [list.read(OUTPUT.subarray(0, cut)), list.read(OUTPUT.subarray(cut))];
    expect(pieces.map(({ lines }) => lines.toString()).join('')).toBe(IDS.map((id) => `${id}\n`).join(''));
    expect(pieces.flatMap(({ times }) => times)).toEqual(TIMES);
  }
});
