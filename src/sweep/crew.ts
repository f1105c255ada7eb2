import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GuardError } from '../errors.ts';
import type { LotResult, Order } from './lot.ts';
import { type PackedResult, packOrder, unpackResults } from './packing.ts';

/** Processes that delete side by side: on a disk it is waiting that takes the time, not work. */
export class Crew {
  readonly #idle: ChildProcess[];
  readonly #hands: readonly ChildProcess[];
  readonly #waiting: (() => void)[] = [];
  readonly #jobs = new Set<Promise<void>>();
  #broken: unknown;

  constructor(size: number) {
    const file = fileURLToPath(new URL('./sweep-hand.js', import.meta.url));
    this.#hands = Array.from({ length: size }, () =>
      fork(file, {
        cwd: dirname(file),
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    );
    this.#idle = [...this.#hands];
  }

  /** Resolves as soon as a hand has taken the lots; `done` is called when they are dealt with. */
  async give(lots: readonly Order[], done: (results: readonly LotResult[]) => void): Promise<void> {
    while (this.#idle.length === 0 && this.#broken === undefined) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#broken !== undefined) throw this.#broken;
    const hand = this.#idle.pop() as ChildProcess;
    const job = answer(hand, lots)
      .then(done)
      .catch((error) => {
        this.#broken ??= error;
      })
      .finally(() => {
        this.#jobs.delete(job);
        this.#idle.push(hand);
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
    for (const hand of this.#hands) if (hand.connected) hand.disconnect();
  }
}

function answer(hand: ChildProcess, lots: readonly Order[]): Promise<readonly LotResult[]> {
  return new Promise((resolve, reject) => {
    const settle = (job: () => void): void => {
      hand.off('message', answered).off('exit', ended).off('error', reject);
      job();
    };
    const answered = (results: unknown): void =>
      settle(() => resolve(unpackResults(results as PackedResult[])));
    const ended = (_code: number | null, signal: NodeJS.Signals | null): void =>
      settle(() => reject(died(signal)));
    hand.on('message', answered).on('exit', ended).on('error', reject);
    hand.send(lots.map(packOrder));
  });
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
