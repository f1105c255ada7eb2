import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { GUARD, type Ran, TestRepo } from '../helpers/repo.ts';

/**
 * What speed is made of, since times can't be asserted: processes started, files and modules loaded.
 * A count that grows here is a start that gets slower everywhere.
 */
const WATCH = `
const { writeFileSync } = require('node:fs');
const slow = [];
Intl.Segmenter = class { constructor() { slow.push('Intl.Segmenter'); } };
Number.prototype.toLocaleString = () => { slow.push('toLocaleString'); return ''; };
process.on('exit', () => {
  const files = Object.keys(require.cache).filter((name) => name !== __filename);
  const modules = process.moduleLoadList.map((name) => name.replace(/^\\S+ /, ''));
  writeFileSync(process.env.WATCH_FILE, JSON.stringify({ slow, files, modules }));
});
`;

interface Counted extends Ran {
  /** The git commands that were started, by their names. */
  readonly gits: readonly string[];
  /** Files of ours that were loaded, and how many bytes they have together. */
  readonly files: readonly string[];
  readonly size: number;
  /** Node's own modules. */
  readonly modules: readonly string[];
  /** Calls that load tables of the International Components for Unicode, at 10 ms and more. */
  readonly slow: readonly string[];
}

/** git itself notes each git that starts (git's api-trace2). */
function gitsIn(trace: string): string[] {
  if (!existsSync(trace)) return [];
  const events = readFileSync(trace, 'utf8').split('\n').filter(Boolean);
  return events
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'cmd_name')
    .map(({ name }) => name);
}

let runs = 0;

function count(repo: TestRepo, args: readonly string[]): Counted {
  const watch = join(repo.home, 'watch.cjs');
  const report = join(repo.home, `report-${++runs}`);
  const trace = join(repo.home, `trace-${runs}`);
  writeFileSync(watch, WATCH);
  const ran = repo.run(process.execPath, ['--require', watch, GUARD, ...args], {
    env: { WATCH_FILE: report, GIT_TRACE2_EVENT: trace },
  });
  const { slow, files, modules } = JSON.parse(readFileSync(report, 'utf8'));
  const size = files.reduce((sum: number, name: string) => sum + statSync(name).size, 0);
  return { ...ran, gits: gitsIn(trace), files, size, modules, slow };
}

describe('what each command costs', () => {
  const clean = new TestRepo();
  const polluted = new TestRepo();

  beforeAll(() => {
    clean.write('m.py');
    clean.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
    clean.commitAll();
    polluted.write('m.py');
    polluted.write('__pycache__/m.cpython-313.pyc');
    polluted.commitAll();
  });

  test('--version starts no process and loads no more than the parser and the list of commands', () => {
    const version = count(clean, ['--version']);
    expect(version).toMatchObject({ code: 0, gits: [], slow: [] });
    expect(version.modules).not.toEqual(expect.arrayContaining(['child_process']));
    expect(version.modules).not.toEqual(expect.arrayContaining(['assert']));
    expect(version.files.length).toBeLessThanOrEqual(2);
    expect(version.size).toBeLessThan(175_000);
  });

  /** The git commands of each command line, in any order; some run at the same time. */
  const COSTS: readonly (readonly [string, readonly string[], () => TestRepo, readonly string[]])[] = [
    ['check, nothing staged', ['check'], () => clean, ['rev-parse', 'diff']],
    ['check --tracked, clean', ['check', '--tracked'], () => clean, ['rev-parse', 'ls-files']],
    [
      'check --tracked, polluted',
      ['check', '--tracked'],
      () => polluted,
      // to look inside: the index with its ids, whether it is a partial clone, and all contents at once
      ['rev-parse', 'ls-files', 'check-attr', 'ls-files', 'config', 'cat-file'],
    ],
    [
      'check --tracked --no-inspect, polluted',
      ['check', '--tracked', '--no-inspect'],
      () => polluted,
      ['rev-parse', 'ls-files', 'check-attr'],
    ],
    ['ignore, nothing to do', ['ignore'], () => clean, ['rev-parse']],
    ['untrack, nothing to do', ['untrack'], () => clean, ['rev-parse', 'ls-files']],
    ['untrack --dry-run', ['untrack', '--dry-run'], () => polluted, ['rev-parse', 'ls-files', 'check-attr']],
    ['fix, nothing to do', ['fix'], () => clean, ['rev-parse', 'ls-files']],
    [
      'fix',
      ['fix'],
      () => polluted, // last: it is clean afterwards
      [
        ...['rev-parse', 'ls-files', 'ls-files', 'check-attr'],
        ...['hash-object', 'hash-object', 'hash-object', 'update-index'],
      ],
    ],
  ];

  test.each(COSTS)('%s starts these gits and no other', (_name, args, repo, gits) => {
    const { gits: started, slow } = count(repo(), args);
    expect([...started].sort()).toEqual([...gits].sort());
    expect(slow).toEqual([]);
  });

  test('check loads few files, and nothing that writes or reads bytecode', () => {
    const { files, size } = count(clean, ['check']);
    expect(files.length).toBeLessThanOrEqual(2);
    expect(size).toBeLessThan(175_000);
    const holders = (text: string, among: readonly string[]): string[] =>
      among.filter((name) => readFileSync(name, 'utf8').includes(text)).map((name) => basename(name));
    const all = readdirSync(dirname(GUARD))
      .filter((name) => name.endsWith('.js'))
      .map((name) => join(dirname(GUARD), name));
    // of simple-git, of `fix --commit`, of ignore, of the detector, of the bytecode reader
    const foreign = ['restricted characters', 'pyc-guard-commit', 'path should be', 'secretlint', 'too deep'];
    for (const text of foreign) {
      expect([text, holders(text, files)]).toEqual([text, []]);
      expect([text, holders(text, all).length]).not.toEqual([text, 0]);
    }
  });

  test('a clean commit starts one git more with the gate than without', () => {
    const repo = new TestRepo();
    repo.git('config', 'gc.auto', '0');
    repo.git('config', 'maintenance.auto', 'false');
    repo.guard(['install']);
    const commit = (name: string, ...flags: string[]): string[] => {
      repo.write(name);
      repo.git('add', name);
      const trace = join(repo.home, `trace-${name}`);
      repo.tryGit(['commit', '--quiet', '--message', name, ...flags], { env: { GIT_TRACE2_EVENT: trace } });
      return gitsIn(trace);
    };
    expect(commit('a.py', '--no-verify')).toEqual(['commit']);
    expect(commit('b.py')).toEqual(['commit', 'diff']);
  });
});
