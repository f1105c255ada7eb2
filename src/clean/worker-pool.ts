import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GuardError } from '../model/errors.ts';
import type { LotResult, Order } from './batch.ts';
import { type Job, type PackedResult, packOrders, unpackResults } from './worker-messages.ts';

/** A hand has its next job there when it is done with one, and no more: what waits takes memory. */
const JOBS_AT_A_TIME = 2;

/** Processes that delete side by side: on a disk it is waiting that takes the time, not work. */
export class Crew {
  readonly #hands: readonly Hand[];
  /** Each hand as often as it can take a job, the one that has waited longest first. */
  readonly #free: Hand[];
  readonly #waiting: (() => void)[] = [];
  readonly #jobs = new Set<Promise<void>>();
  #broken: unknown;

  constructor(size: number, measure: boolean) {
    this.#hands = Array.from({ length: size }, () => new Hand(measure));
    this.#free = Array.from({ length: JOBS_AT_A_TIME }, () => this.#hands).flat();
  }

  /** Resolves as soon as a hand has taken the lots; `done` is called when they are dealt with. */
  async give(lots: readonly Order[], done: (results: readonly LotResult[]) => void): Promise<void> {
    while (this.#free.length === 0 && this.#broken === undefined) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#broken !== undefined) throw this.#broken;
    const hand = this.#free.shift() as Hand;
    const job = hand
      .deal(lots)
      .then(done)
      .catch((error) => {
        this.#broken ??= error;
      })
      .finally(() => {
        this.#jobs.delete(job);
        this.#free.push(hand);
        this.#waiting.shift()?.();
      });
    this.#jobs.add(job);
  }

  /** Resolves when all lots are dealt with. @throws if a hand did not live to answer */
  async finish(): Promise<void> {
    await Promise.all(this.#jobs);
    if (this.#broken !== undefined) throw this.#broken;
  }

  dismiss(): void {
    for (const hand of this.#hands) hand.dismiss();
  }
}

interface Waiting {
  readonly resolve: (results: readonly LotResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One of the processes (hand.ts). */
class Hand {
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

  deal(lots: readonly Order[]): Promise<readonly LotResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) throw this.#lost;
      this.#jobs.push({ resolve, reject });
      this.#process.send({ measure: this.#measure, orders: packOrders(lots) } satisfies Job);
    });
  }

  dismiss(): void {
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
