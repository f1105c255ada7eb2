import { grouped } from '../model/count.ts';
import { type ProgressLine, progressLine } from './terminal.ts';

const WIDTH = 24;

/** A line on the terminal that shows how much of a long task is done, how fast, and how long the rest takes. */
export class Progress {
  readonly #label: string;
  readonly #unit: string;
  readonly #line: ProgressLine;
  #started = 0;

  constructor(label: string, unit: string, quiet: boolean) {
    this.#label = label;
    this.#unit = unit;
    this.#line = progressLine(!quiet);
  }

  /** @param total - `null` while it is not known */
  readonly update = (done: number, total: number | null): void => {
    if (this.#started === 0) this.#started = Date.now();
    this.#line.show(() => {
      const text = describe(done, total, Date.now() - this.#started);
      return `${this.#label} ${text} ${this.#unit}`;
    });
  };

  /** Removes the line. */
  end(): void {
    this.#line.end();
  }
}

/** The work so far, its rate, and how long the rest takes at that rate. */
export function describe(done: number, total: number | null, milliseconds: number): string {
  const rate = done / Math.max(0.001, milliseconds / 1000);
  const speed = `${grouped(Math.round(rate))}/s`;
  if (total === null || total === 0) return `(${speed}) ${grouped(done)}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * WIDTH);
  const bar = '#'.repeat(filled) + '.'.repeat(WIDTH - filled);
  const left = rate > 0 ? `, ${duration((total - done) / rate)} left` : '';
  const count = `${grouped(done)} of ${grouped(total)}`;
  return `[${bar}] ${Math.floor(share * 100)}% (${speed}${left}) ${count}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(Math.max(0, seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
