import { Buffer } from 'node:buffer';
import type { Repository } from '../repository.ts';
import { type GitProcess, startGit } from '../run.ts';
import { historyEnv } from './environment.ts';

/** Commits handed out at a time: enough to keep a process busy, few enough to share the end fairly. */
const PIECE = 256;

/** rev-list runs ahead of its readers by so many bytes at most, so that memory stays flat. */
const AHEAD = 16 * 1024 * 1024;

/**
 * The ids of all commits on all refs, a line each as `git rev-list` prints them, for several
 * readers to take from.
 */
export class CommitFeed {
  /** Commits known so far; all of them once `complete`. */
  known = 0;
  complete = false;
  readonly #git: GitProcess;
  readonly #lineLength: number;
  readonly #pieces: Buffer[] = [];
  #rest = Buffer.alloc(0);
  #waiting: (() => void)[] = [];
  #queued = 0;

  /** @param reflog - also commits that only reflogs hold */
  constructor(repo: Repository, reflog: boolean) {
    this.#lineLength = repo.nullOid.length + 1;
    const sources = ['--all', ...(reflog ? ['--reflog'] : [])];
    this.#git = startGit(repo.root, ['--no-replace-objects', 'rev-list', ...sources], historyEnv(repo));
    this.#git.stdin.end();
    this.#git.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    // whoever waits is woken, and learns from `ended` how it went
    void this.#git.ended.catch(() => {}).then(() => this.#finish());
  }

  /** The next commits with their line ends; `null` when there are no more. @throws GuardError if git failed */
  async next(): Promise<Buffer | null> {
    while (this.#pieces.length === 0 && !this.complete) {
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    const piece = this.#pieces.shift();
    if (piece === undefined) {
      await this.#git.ended;
      return null;
    }
    this.#queued -= piece.length;
    if (this.#queued < AHEAD) this.#git.stdout.resume();
    return piece;
  }

  /** Ends early: what was not handed out yet is dropped. */
  stop(): void {
    this.#pieces.length = 0;
    this.#git.kill();
  }

  #take(chunk: Buffer): void {
    const data = Buffer.concat([this.#rest, chunk]);
    const whole = data.length - (data.length % this.#lineLength);
    const size = this.#lineLength * PIECE;
    for (let at = 0; at < whole; at += size) this.#pieces.push(data.subarray(at, Math.min(at + size, whole)));
    this.#rest = data.subarray(whole);
    this.known += whole / this.#lineLength;
    this.#queued += whole;
    if (this.#queued >= AHEAD) this.#git.stdout.pause();
    this.#wake();
  }

  #finish(): void {
    this.complete = true;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
