import process from 'node:process';
import { expect, test } from '@jest/globals';
import { GUARD, TestRepo } from '../helpers/repo.ts';

// The plain build has yargs as it is published, which asks for the current folder as soon as it is loaded.
test.each([['check'], ['fix'], ['clean'], ['install'], ['doctor'], ['check', '--output', 'x.json']])(
  'in a folder that was deleted, %s %s says so, and what to do',
  (...args) => {
    const repo = new TestRepo();
    const script = `mkdir gone && cd gone && rmdir ../gone && "$0" "$1" ${args.join(' ')}`;
    const { code, stdout, stderr } = repo.run('sh', ['-c', script, process.execPath, GUARD]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: .*\nhint: .*\n$/);
  },
);
