import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { GUARD, type TestRepo } from '../helpers/repo.ts';
import { PROJECT, scrubbedEnv } from '../helpers/scratch.ts';

/**
 * How a change of the disk fails: `kill` ends everything right before it, `kill one` only the process
 * that makes it. `stop` lets it pass later.
 */
export type Fault =
  | 'kill'
  | 'kill one'
  | 'stop'
  | 'ENOSPC'
  | 'EIO'
  | 'EACCES'
  | 'EROFS'
  | 'EDQUOT'
  | 'EINTR'
  | 'EMFILE';

function errorNumber(fault: Fault): number {
  if (fault === 'kill') return 0;
  if (fault === 'kill one') return -1;
  return fault === 'stop' ? -2 : constants.errno[fault];
}

let library: string | undefined;

/** Compiles `failing-calls.c`, once. */
function failingCalls(): string {
  if (library !== undefined) return library;
  const file = join(mkdtempSync(join(tmpdir(), 'pyc-guard-faults-')), 'failing-calls.so');
  const source = join(PROJECT, 'test', 'faults', 'failing-calls.c');
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', file, source, '-ldl']);
  if (status !== 0) throw new Error(`cc could not compile ${source}: ${stderr}`);
  library = file;
  return file;
}

export interface Ended {
  /** `null` where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How often the disk below the repository's folder was changed. */
  readonly changes: number;
}

export interface FaultOptions {
  readonly at: number;
  readonly fault: Fault;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** What happens while the run is stopped. */
  readonly meanwhile?: () => Promise<void>;
}

/** Runs the program, with its change number `at` failing; 0 lets all pass. */
export async function runWithFault(
  repo: TestRepo,
  args: readonly string[],
  { at, fault, env, meanwhile }: FaultOptions,
): Promise<Ended> {
  const counter = join(mkdtempSync(join(repo.home, '..', 'run-')), 'counter');
  writeFileSync(counter, Buffer.alloc(16));
  const child = spawn(process.execPath, [GUARD, ...args], {
    cwd: repo.root,
    detached: true, // a process group of its own, for `kill`
    stdio: ['ignore', 'pipe', 'pipe'],
    env: scrubbedEnv(repo.home, {
      ...env,
      LD_PRELOAD: failingCalls(),
      FAULT_COUNTER: counter,
      FAULT_BELOW: join(repo.home, '..'),
      FAULT_AT: String(at),
      FAULT_ERRNO: String(errorNumber(fault)),
    }),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const changes = Number(readFileSync(counter).readBigInt64LE());
      resolve({ code, stdout, stderr, changes });
    });
  });
  if (meanwhile !== undefined) {
    let isOver = false;
    ended.finally(() => {
      isOver = true;
    });
    const stopped = await stoppedIn(counter, () => isOver);
    await meanwhile();
    if (stopped !== null) process.kill(stopped, 'SIGCONT');
  }
  return ended;
}

/** Resolves to the process that has stopped before its change; `null` if none has by the end. */
async function stoppedIn(counter: string, isOver: () => boolean): Promise<number | null> {
  while (!isOver()) {
    const id = Number(readFileSync(counter).readBigInt64LE(8));
    if (id !== 0 && /^\d+ \(.*\) T/.test(readFileSync(`/proc/${id}/stat`, 'utf8'))) return id;
    await sleep(10);
  }
  return null;
}
