import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { GUARD, type Ran, type TestRepo } from './repo.ts';

/**
 * Counts what determines start-up time (processes started, files and modules loaded), because times differ
 * from machine to machine and counts do not.
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

export interface Counted extends Ran {
  /** The git commands that were started, by their names. */
  readonly gits: readonly string[];
  /** Files of the program that were loaded; `size` is the sum of their bytes. */
  readonly files: readonly string[];
  readonly size: number;
  /** Node's own modules. */
  readonly modules: readonly string[];
  /** Calls that have Node load Unicode tables (ICU), which takes 10 ms or more. */
  readonly slow: readonly string[];
}

/** The commands in a trace to which each git writes when it starts (git's api-trace2). */
export function gitsIn(trace: string): string[] {
  if (!existsSync(trace)) return [];
  const events = readFileSync(trace, 'utf8').split('\n').filter(Boolean);
  return events
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'cmd_name')
    .map(({ name }) => name);
}

let runs = 0;

export function count(repo: TestRepo, args: readonly string[]): Counted {
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
