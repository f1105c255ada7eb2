import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { BatchReader } from '../../src/core/batch-reader.ts';

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
