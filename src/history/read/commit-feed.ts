import { listAllCommits } from '../../git/all-commits.ts';
import type { Repository } from '../../git/repository.ts';
import type { GitProcess } from '../../git/run.ts';
import { CommitList, type ListedCommits } from './commit-list.ts';

/**
 * Commits per batch. Git unpacks a tree from the one beside it, so large batches take a fifth
 * less time than small ones.
 */
const RUN = 4096;

/** Towards the end batches get smaller, so that all readers end at the same time, but not smaller than this. */
const LEAST = 256;

/** `rev-list` is paused when it is this many commits ahead of its readers, which bounds the memory. */
const AHEAD = 400_000;

/**
 * All commits on all refs, as `git rev-list` names them, for several readers to take from.
 */
export class CommitFeed {
  /** Commits known so far; all of them once `complete`. */
  known = 0;
  complete = false;
  readonly #git: GitProcess;
  readonly #readers: number;
  readonly #list: CommitList;
  readonly #pieces: ListedCommits[] = [];
  #waiting: (() => void)[] = [];
  #queued = 0;

  /**
   * @param reflog - also commits that only reflogs have
   * @param readers - the number of readers
   */
  constructor(repo: Repository, reflog: boolean, readers: number) {
    this.#readers = readers;
    this.#list = new CommitList(repo.nullOid.length);
    this.#git = listAllCommits(repo, reflog);
    this.#git.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    // wakes waiting readers, which find an error in `ended`
    void this.#git.ended.catch(() => {}).then(() => this.#finish());
  }

  /**
   * The next commits; `null` when there are no more.
   *
   * @param atOnce - return the commits known so far, without waiting for a full batch
   * @throws GuardError if git failed
   */
  async next(atOnce: boolean): Promise<ListedCommits[] | null> {
    while (this.#queued < (atOnce ? 1 : RUN) && !this.complete) {
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    if (this.#queued === 0) {
      await this.#git.ended;
      return null;
    }
    const share = this.complete ? Math.max(LEAST, this.#queued / this.#readers / 2) : RUN;
    const run: ListedCommits[] = [];
    for (let length = 0; length < Math.min(share, RUN); ) {
      const piece = this.#pieces.shift();
      if (piece === undefined) break;
      run.push(piece);
      length += piece.times.length;
    }
    this.#queued -= lengthOf(run);
    if (this.#queued < AHEAD) this.#git.stdout.resume();
    return run;
  }

  /** Ends early: commits that no reader has taken are dropped. */
  stop(): void {
    this.#pieces.length = 0;
    this.#queued = 0;
    this.#git.kill();
  }

  #take(chunk: Buffer): void {
    const piece = this.#list.read(chunk);
    this.#pieces.push(piece);
    this.known += piece.times.length;
    this.#queued += piece.times.length;
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

const lengthOf = (run: readonly ListedCommits[]): number =>
  run.reduce((sum, { times }) => sum + times.length, 0);
