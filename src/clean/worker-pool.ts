import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GuardError } from '../model/errors.ts';
import type { BatchResult, DeleteRequest } from './batch.ts';
import { type Job, type PackedResult, packRequests, unpackResults } from './worker-messages.ts';

/** A worker has its next job there when it is done with one, and no more: what waits takes memory. */
const JOBS_AT_A_TIME = 2;

/** Processes that delete side by side: on a disk it is waiting that takes the time, not work. */
export class WorkerPool {
  readonly #workers: readonly Worker[];
  /** Each worker as often as it can take a job, the one that has waited longest first. */
  readonly #free: Worker[];
  readonly #waiting: (() => void)[] = [];
  readonly #jobs = new Set<Promise<void>>();
  #broken: unknown;

  constructor(size: number, measure: boolean) {
    this.#workers = Array.from({ length: size }, () => new Worker(measure));
    this.#free = Array.from({ length: JOBS_AT_A_TIME }, () => this.#workers).flat();
  }

  /** Resolves as soon as a worker has taken the batches; `done` is called when they are done. */
  async submit(
    batches: readonly DeleteRequest[],
    done: (results: readonly BatchResult[]) => void,
  ): Promise<void> {
    while (this.#free.length === 0 && this.#broken === undefined) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#broken !== undefined) throw this.#broken;
    const worker = this.#free.shift() as Worker;
    const job = worker
      .run(batches)
      .then(done)
      .catch((error) => {
        this.#broken ??= error;
      })
      .finally(() => {
        this.#jobs.delete(job);
        this.#free.push(worker);
        this.#waiting.shift()?.();
      });
    this.#jobs.add(job);
  }

  /** Resolves when all batches are done. @throws if a worker did not live to answer */
  async finish(): Promise<void> {
    await Promise.all(this.#jobs);
    if (this.#broken !== undefined) throw this.#broken;
  }

  close(): void {
    for (const worker of this.#workers) worker.close();
  }
}

interface Waiting {
  readonly resolve: (results: readonly BatchResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One of the processes (worker.ts). */
class Worker {
  readonly #process: ChildProcess;
  /** In the order in which they are answered. */
  readonly #jobs: Waiting[] = [];
  readonly #measure: boolean;
  #lost: unknown;

  constructor(measure: boolean) {
    this.#measure = measure;
    const file = fileURLToPath(new URL('./worker.js', import.meta.url));
    this.#process = fork(file, {
      cwd: dirname(file),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
      .on('message', (results) => this.#jobs.shift()?.resolve(unpackResults(results as PackedResult[])))
      .on('exit', (_code, signal) => this.#lose(died(signal)))
      .on('error', (error) => this.#lose(error));
  }

  run(batches: readonly DeleteRequest[]): Promise<readonly BatchResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) throw this.#lost;
      this.#jobs.push({ resolve, reject });
      this.#process.send({ measure: this.#measure, requests: packRequests(batches) } satisfies Job);
    });
  }

  close(): void {
    if (this.#process.connected) this.#process.disconnect();
  }

  #lose(why: unknown): void {
    this.#lost ??= why;
    for (const { reject } of this.#jobs.splice(0)) reject(why);
  }
}

const died = (signal: NodeJS.Signals | null): GuardError =>
  signal === 'SIGINT'
    ? new GuardError(
        'interrupted',
        'interrupted; what was not yet deleted is still there',
        'Run the same command again to finish.',
      )
    : new GuardError(
        'helper-died',
        'a process that was deleting files has ended unexpectedly',
        'Run the same command again to finish.',
      );
