import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Batch } from '../../src/clean/batch.ts';
import { rememberCurrentFolder } from '../../src/clean/current-folder.ts';
import { deleteBatch } from '../../src/clean/delete-batch.ts';
import { doJob } from '../../src/clean/do-job.ts';
import { walk } from '../../src/clean/walk.ts';
import type { WalkNotes } from '../../src/clean/walk-rules.ts';
import { packRequests, packResults, unpackRequests, unpackResults } from '../../src/clean/worker-messages.ts';
import { EXACT_NAMES } from '../../src/git/name-rules.ts';
import { TrackedNames } from '../../src/git/tracked-name-set.ts';
import { fromText } from '../../src/model/byte-path.ts';
import { testWith } from '../helpers/needs.ts';
import { snapshot } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

let top: string;
let outside: string;
let goBack: () => void;
let notes: WalkNotes;

beforeEach(() => {
  top = scratchFolder();
  outside = scratchFolder();
  for (const folder of [top, outside]) {
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name, '__pycache__'), { recursive: true });
      writeFileSync(join(folder, name, '__pycache__', 'm.pyc'), 'code');
    }
  }
  goBack = rememberCurrentFolder();
  notes = { tracked: 0, strays: 0, sourceless: [], skipped: new Map(), failures: [] };
});

afterEach(() => goBack());

function batches(): Generator<Batch> {
  const folder = fromText(top);
  const tracked = new TrackedNames(EXACT_NAMES);
  const root = { folder, only: null, prefix: '', inRepository: false, tracked, excludes: null, stays: true };
  const rules = {
    debris: null,
    sourceless: false,
    all: false,
    crossDevice: false,
    sizes: false,
    platform: process.platform,
  };
  return walk(root, new Set([folder]), rules, notes);
}

const swap = (name: string): void => {
  renameSync(join(top, name), join(top, 'moved'));
  symlinkSync(join(outside, name), join(top, name));
};

testWith('symbolic links').each([['a/__pycache__'], ['a']])(
  'a batch whose %s leads elsewhere by now deletes nothing',
  (part) => {
    const all = [...batches()];
    goBack();
    const before = snapshot(outside);
    swap(part);
    const results = all.map((batch) => deleteBatch(batch, true));
    expect(results.flatMap(({ failures }) => failures)).toEqual([{ index: -1, reason: 'changed' }]);
    expect(results.map(({ files, folders }) => [files, folders]).sort()).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(snapshot(outside)).toEqual(before);
  },
);

testWith('symbolic links')('a walk does not follow a folder that becomes a link before it gets there', () => {
  const walking = batches();
  const first = walking.next().value as Batch;
  swap(first.folder.includes('/a/') ? 'b' : 'a');
  expect([...walking]).toEqual([]);
});

testWith('moving a folder in use')(
  'a folder to which the walk does not find back is given up by name, the rest is walked',
  () => {
    for (const name of ['d', 'e']) mkdirSync(join(top, 'c', name, '__pycache__'), { recursive: true });
    const found: string[] = [];
    for (const batch of batches()) {
      if (batch.folder.includes('/c/') && found.every((folder) => !folder.includes('/c/'))) {
        renameSync(batch.folder.slice(0, -'/__pycache__'.length), join(outside, 'moved'));
        renameSync(join(top, 'c'), join(outside, 'c'));
      }
      found.push(batch.folder);
    }
    expect(found.filter((folder) => /\/[ab]\//.test(folder))).toHaveLength(2);
    expect(notes.failures).toEqual([{ path: join(top, 'c'), reason: 'changed' }]);
  },
);

test('a name that has become a folder is a failure, one that is gone is none', () => {
  const all = [...batches()];
  goBack();
  for (const name of ['a', 'b']) unlinkSync(join(top, name, '__pycache__/m.pyc'));
  mkdirSync(join(top, 'a/__pycache__/m.pyc'));
  const results = Object.fromEntries(
    all.map((batch) => [batch.folder.at(-'/__pycache__'.length - 1), deleteBatch(batch, true)]),
  );
  expect(results.a).toMatchObject({ files: 0, folders: 0, failures: [{ index: 0 }] });
  expect(results.b).toMatchObject({ files: 0, folders: 1, failures: [], vanished: [0] });
});

test('a folder into which something came meanwhile stays', () => {
  const all = [...batches()];
  goBack();
  writeFileSync(join(top, 'a/__pycache__/new.txt'), 'new');
  expect(
    all
      .map((batch) => deleteBatch(batch, true))
      .map(({ folders, failures }) => [folders, failures])
      .sort(),
  ).toEqual([
    [0, []],
    [1, []],
  ]);
});

test('a worker leaves the folders that it deleted from', () => {
  const all = [...batches()];
  goBack();
  const here = process.cwd();
  const results = doJob({ measure: false, requests: packRequests(all) });
  expect(results).toMatchObject([{ files: 1 }, { files: 1 }]);
  expect(process.cwd()).toBe(here);
});

test('requests and results come through packed as they were', () => {
  const id = { dev: 1n, ino: 2n ** 63n };
  const last = { folder: fromText('/f\u00e4'), id, names: [], parent: { dev: 1n, ino: 7n } };
  const requests = [{ ...last, names: ['a\n', '\xff', '-'], parent: null }, last];
  expect(unpackRequests(packRequests(requests))).toEqual(requests);
  const result = { files: 1, folders: 0, bytes: 3, vanished: [1], failures: [{ index: 0, reason: 'EPERM' }] };
  const clean = { files: 1, folders: 1, bytes: 3, vanished: [], failures: [] };
  expect(unpackResults(packResults([result, clean]))).toEqual([result, clean]);
});
