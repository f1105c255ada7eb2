import { grouped } from '../model/count.ts';
import type { StartProgress } from '../model/progress.ts';

/** Commands that are done sooner show nothing, in milliseconds. */
const PATIENCE = 1000;
const INTERVAL = 200;

/**
 * The last line of the terminal while a command works. It is written over and over and gone at the end, with
 * carriage returns and blanks only, so that no terminal has to know an escape sequence.
 */
class StatusLine {
  readonly #command: string;
  readonly #terminal: NodeJS.WriteStream;
  readonly #started = Date.now();
  #next = this.#started + PATIENCE;
  #length = 0;
  #timer: NodeJS.Timeout | null = null;

  /** @param command - its name is shown while nothing says how far it is */
  constructor(command: string, terminal: NodeJS.WriteStream) {
    this.#command = command;
    this.#terminal = terminal;
    this.resume();
  }

  /** Counts one kind of work, such as reading blobs. */
  readonly progress: StartProgress = (label, unit) => {
    const started = Date.now();
    return (done, total) =>
      this.#show(() => describe({ label, unit, done, total }, Date.now() - started, this.#columns()));
  };

  /** Takes the line away, until `resume`, so that others can write on the terminal. */
  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#write('');
  }

  resume(): void {
    this.#timer ??= setInterval(() => {
      const seconds = Math.floor((Date.now() - this.#started) / 1000);
      this.#write(`${this.#command}: working, ${seconds} s`);
    }, PATIENCE).unref();
  }

  end(): void {
    this.pause();
    current = null;
  }

  #show(text: () => string): void {
    const now = Date.now();
    if (now < this.#next || this.#timer === null) return;
    this.#next = now + INTERVAL;
    this.#timer.refresh();
    this.#write(text());
  }

  #write(text: string): void {
    const line = text.slice(0, this.#columns());
    if (line === '' && this.#length === 0) return;
    const rest = ' '.repeat(Math.max(0, this.#length - line.length));
    this.#terminal.write(`\r${line}${rest}${line === '' ? '\r' : ''}`);
    this.#length = line.length;
  }

  /** One less than the terminal has: a line of full width would be continued in the next one, and stay there. */
  #columns(): number {
    return Math.max(1, (this.#terminal.columns || 80) - 1);
  }
}

let current: StatusLine | null = null;

/** The line of this process, since there is one terminal; `null` where none is shown. */
export const statusLine = (): StatusLine | null => current;

export function startStatus(command: string, terminal: NodeJS.WriteStream): StatusLine {
  current = new StatusLine(command, terminal);
  return current;
}

interface Work {
  readonly label: string;
  readonly unit: string;
  readonly done: number;
  readonly total: number | null;
}

const SMALLEST_BAR = 8;
const LARGEST_BAR = 24;

/** The work so far, its rate, how long the rest takes at that rate, and a bar if there is room for it. */
export function describe({ label, unit, done, total }: Work, milliseconds: number, width: number): string {
  const rate = done / Math.max(0.001, milliseconds / 1000);
  const speed = `${grouped(Math.round(rate))}/s`;
  if (total === null || total === 0) return `${label} ${grouped(done)} ${unit} (${speed})`;
  const share = Math.min(1, done / total);
  const left = rate > 0 ? `, ${duration((total - done) / rate)} left` : '';
  const text = `${label} ${Math.floor(share * 100)}% ${grouped(done)} of ${grouped(total)} ${unit} (${speed}${left})`;
  const bar = Math.min(LARGEST_BAR, width - text.length - 3);
  if (bar < SMALLEST_BAR) return text;
  const filled = Math.round(share * bar);
  return `${text} [${'#'.repeat(filled)}${'.'.repeat(bar - filled)}]`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(Math.max(0, seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
