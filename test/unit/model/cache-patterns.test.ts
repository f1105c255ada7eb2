import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nameScan } from '../../../src/git/name-scan.ts';
import { coveringLine } from '../../../src/gitignore/ignore-lines.ts';
import { DiffReader } from '../../../src/history/read/diff-reader.ts';
import type { VersionTable } from '../../../src/history/read/version-table.ts';
import { type BytePath, toBytes } from '../../../src/model/byte-path.ts';
import {
  CACHE_FOLDER_IN_TEXT,
  CANDIDATE,
  CANDIDATE_IN_LIST,
  IN_PYCACHE,
  LAST_LETTERS,
  NUMBA_SUFFIXES,
} from '../../../src/model/cache-patterns.ts';
import { CACHE_KINDS, classify, type PathKind } from '../../../src/model/classify.ts';
import { isCacheFile } from '../../helpers/is-cache-file.ts';
import { PROJECT } from '../../helpers/scratch.ts';

/** Names of each kind. A new kind, or suffix of one, belongs here too. */
const NAMES: Readonly<Record<Exclude<PathKind, 'none'>, readonly string[]>> = {
  pyc: ['m.pyc', '__pycache__/m.cpython-313.pyc'],
  pyo: ['m.pyo', '__pycache__/m.cpython-34.pyo'],
  jython: ['m$py.class', '__pycache__/m$py.class'],
  numba: ['__pycache__/m.f-1.py313.nbi', '__pycache__/m.f-1.py313.1.nbc'],
  temp: ['__pycache__/m.cpython-313.pyc.140234', '__pycache__/m.pyo.1'],
  stray: ['__pycache__/README', '__pycache__/a/b', '__pycache__/m.nbx'],
};

const spellings = (name: string): string[] =>
  ['', 'a/', 'a b/\xff/'].flatMap((folder) =>
    [
      name,
      name.toUpperCase(),
      name.replace(/[a-z]/g, (letter, at: number) => (at % 2 ? letter.toUpperCase() : letter)),
    ].map((each) => folder + each),
  );

const PATHS = [...CACHE_KINDS, 'stray' as const].flatMap((kind) =>
  NAMES[kind].flatMap(spellings).map((path) => [kind, path as BytePath] as const),
);

describe('every look at names lets through what classify takes for something', () => {
  test.each(PATHS)('%s: %j', (kind, path) => {
    expect(classify(path)).toBe(kind);
    expect(CANDIDATE.test(path)).toBe(true);
    expect(CANDIDATE_IN_LIST.test(`a.py\0${path}\0b.py\0`)).toBe(true);
    expect(CACHE_FOLDER_IN_TEXT.test(path)).toBe(IN_PYCACHE.test(path));
    expect(IN_PYCACHE.test(path) || LAST_LETTERS.some((letter) => path.endsWith(letter))).toBe(true);
  });

  test('the scan of the index', () => {
    const scan = nameScan();
    scan.read(toBytes(PATHS.map(([, path]) => `H ${path}\0`).join('') as BytePath));
    expect(scan.result().suspects.map(({ path }) => path)).toEqual(PATHS.map(([, path]) => path));
  });

  test('the reader of history', () => {
    const booked: string[] = [];
    const table = { add: (path: string) => booked.push(path), remove: () => {} };
    const reader = new DiffReader(table as unknown as VersionTable, () => 0);
    const [none, oid] = ['0'.repeat(40), 'a'.repeat(40)];
    for (const [, path] of PATHS)
      reader.read(toBytes(`${oid}\0:000000 100644 ${none} ${oid} A\0${path}\0` as BytePath));
    expect(booked).toEqual(PATHS.map(([, path]) => path));
  });

  test.each(NUMBA_SUFFIXES)(
    '%s has an example here and is named wherever cache files are explained',
    (suffix) => {
      expect(NAMES.numba.filter((name) => name.endsWith(suffix))).not.toEqual([]);
      for (const page of ['README.md', 'docs/glossary.md', 'docs/pyclean.md'])
        expect(readFileSync(join(PROJECT, page), 'utf8')).toContain(`\`${suffix}\``);
    },
  );

  test.each(PATHS)('%s: the rule that slow checks use says so, too: %j', (kind, path) => {
    expect(isCacheFile(path)).toBe(kind !== 'stray');
  });

  test('the three lines, where names are spelt as Python spells them', () => {
    const paths = Object.values(NAMES).flat();
    expect(paths.filter((path) => coveringLine(path) === undefined)).toEqual([]);
  });

  test.each(['pre-commit', 'pre-push', 'pre-receive', 'reference-transaction'])(
    'the pathspecs of %s are those of all hooks',
    (hook) => {
      const text = readFileSync(join(PROJECT, 'hooks', hook), 'utf8').replace(/\\\n\s*/g, '');
      expect(text).toContain(
        "':(top,icase)*.py[co]' ':(top,icase)*$py.class' ':(top,icase,glob)**/__pycache__/**'",
      );
    },
  );
});
