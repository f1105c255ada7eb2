import { expect, test } from '@jest/globals';
import type { BytePath } from '../../../src/model/byte-path.ts';
import { tree } from '../../../src/report/tree.ts';

const draw = (...paths: string[]) => tree(paths.map((path) => ({ path: path as BytePath, note: '(1 B)' })));

test('paths become a tree in which lone folders share a line', () => {
  expect(draw('a/b/c/x', 'a/b/y', 'd/e/z', 'top')).toEqual([
    'a/b/',
    '├─ c/',
    '│  └─ x (1 B)',
    '└─ y (1 B)',
    'd/e/',
    '└─ z (1 B)',
    'top (1 B)',
  ]);
});

test('names are made safe to print', () => {
  expect(draw('a\x1b[2J/x\ny')).toEqual(['a\\e[2J/', '└─ x\\ny (1 B)']);
});
