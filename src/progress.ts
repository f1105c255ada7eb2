import process from 'node:process';

/** Nothing is shown of what takes less time than this, in milliseconds. */
const PATIENCE = 400;
const EVERY = 100;
const WIDTH = 24;

/** A line on the terminal that tells how far a long piece of work is; none where stderr is no terminal. */
export class Progress {
  readonly #label: string;
  readonly #unit: string;
  readonly #shown: boolean;
  #started = 0;
  #next = 0;
  #drawn = false;

  constructor(label: string, unit: string, quiet: boolean) {
    this.#label = label;
    this.#unit = unit;
    this.#shown = process.stderr.isTTY === true && !quiet;
  }

  /** @param total - `null` while it is not known */
  readonly update = (done: number, total: number | null): void => {
    if (!this.#shown) return;
    const now = Date.now();
    if (this.#started === 0) {
      this.#started = now;
      this.#next = now + PATIENCE;
    }
    if (now < this.#next) return;
    this.#next = now + EVERY;
    this.#drawn = true;
    const line = `${this.#label} ${describe(done, total, now - this.#started)} ${this.#unit}`;
    process.stderr.write(`\r${line.slice(0, (process.stderr.columns ?? 80) - 1)}\x1b[K`);
  };

  /** Takes the line away again. */
  end(): void {
    if (this.#drawn) process.stderr.write('\r\x1b[K');
    this.#drawn = false;
  }
}

/** The work so far, its rate, and how long the rest takes at that rate. */
export function describe(done: number, total: number | null, milliseconds: number): string {
  const rate = done / (milliseconds / 1000);
  const speed = `${Math.round(rate).toLocaleString('en')}/s`;
  if (total === null || total === 0) return `${done.toLocaleString('en')} (${speed})`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * WIDTH);
  const bar = '#'.repeat(filled) + '.'.repeat(WIDTH - filled);
  const left = rate > 0 ? `, ${duration((total - done) / rate)} left` : '';
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return `[${bar}] ${Math.floor(share * 100)}% (${speed}${left}) ${count}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(Math.max(0, seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
