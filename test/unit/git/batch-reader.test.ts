import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { BatchReader } from '../../../src/git/batch-reader.ts';

const STREAM = Buffer.from(`a1 blob 3\n\n\n\n\nHEAD:a b missing\nb1 tree 0\n\nc1 blob 5\n12345\n`, 'latin1');

test('answers are the same wherever the stream is cut', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    for (let next = cut; next <= STREAM.length; next++) {
      const reader = new BatchReader();
      const answers = [STREAM.subarray(0, cut), STREAM.subarray(cut, next), STREAM.subarray(next)]
        .flatMap((piece) => [...reader.read(piece)])
        .map((answer) => answer && `${answer.oid} ${answer.type} ${answer.content}`);
      expect(answers).toEqual(['a1 blob \n\n\n', null, 'b1 tree ', 'c1 blob 12345']);
    }
  }
});

test('of what is not wanted the first bytes come, wherever the stream is cut', () => {
  const long = 'x'.repeat(100);
  const stream = Buffer.from(
    `a1 blob 100\n${long}\nb1 blob 2\nok\nc1 blob 0\n\nd1 blob 30\n${'y'.repeat(30)}\n`,
  );
  for (let cut = 0; cut <= stream.length; cut++) {
    const seen: string[] = [];
    const reader = new BatchReader((head, size) => {
      seen.push(`${head.length}/${size}`);
      return size < 50;
    });
    const answers = [stream.subarray(0, cut), stream.subarray(cut)]
      .flatMap((piece) => [...reader.read(piece)])
      .map((answer) => answer && `${answer.oid} ${answer.isWhole} ${answer.content}`);
    expect(seen).toEqual(['24/100', '2/2', '0/0', '24/30']);
    expect(answers).toEqual([
      `a1 false ${long.slice(0, 24)}`,
      'b1 true ok',
      'c1 true ',
      `d1 true ${'y'.repeat(30)}`,
    ]);
  }
});
