import { CommitList, type Piece } from '../../core/history/commit-list.ts';
import type { Repository } from '../repository.ts';
import { type GitProcess, startGit } from '../run.ts';
import { historyEnv } from './environment.ts';

/** Commits handed out at a time: enough to keep a process busy, few enough to share the end fairly. */
const PIECE = 256;

/** rev-list runs ahead of its readers by so many commits at most, so that memory stays flat. */
const AHEAD = 400_000;

/**
 * All commits on all refs, as `git rev-list` names them, for several readers to take from.
 */
export class CommitFeed {
  /** Commits known so far; all of them once `complete`. */
  known = 0;
  complete = false;
  readonly #git: GitProcess;
  readonly #list: CommitList;
  readonly #pieces: Piece[] = [];
  #waiting: (() => void)[] = [];
  #queued = 0;

  /** @param reflog - also commits that only reflogs hold */
  constructor(repo: Repository, reflog: boolean) {
    this.#list = new CommitList(repo.nullOid.length, PIECE);
    const args = ['--no-replace-objects', 'rev-list', '--timestamp', '--all'];
    this.#git = startGit(repo.root, [...args, ...(reflog ? ['--reflog'] : [])], historyEnv(repo));
    this.#git.stdin.end();
    this.#git.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    // whoever waits is woken, and learns from `ended` how it went
    void this.#git.ended.catch(() => {}).then(() => this.#finish());
  }

  /** The next commits; `null` when there are no more. @throws GuardError if git failed */
  async next(): Promise<Piece | null> {
    while (this.#pieces.length === 0 && !this.complete) {
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    const piece = this.#pieces.shift();
    if (piece === undefined) {
      await this.#git.ended;
      return null;
    }
    this.#queued -= piece.times.length;
    if (this.#queued < AHEAD) this.#git.stdout.resume();
    return piece;
  }

  /** Ends early: what was not handed out yet is dropped. */
  stop(): void {
    this.#pieces.length = 0;
    this.#git.kill();
  }

  #take(chunk: Buffer): void {
    for (const piece of this.#list.read(chunk)) {
      this.#pieces.push(piece);
      this.known += piece.times.length;
      this.#queued += piece.times.length;
    }
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
