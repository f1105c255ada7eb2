import { availableParallelism } from 'node:os';
import { diffCommits } from '../../git/diff-commits.ts';
import type { Repository } from '../../git/repository.ts';
import type { GitProcess } from '../../git/run.ts';
import { isInterruption } from '../../model/errors.ts';
import type { OnProgress } from '../../model/progress.ts';
import { CommitFeed } from './commit-feed.ts';
import { DiffReader } from './diff-reader.ts';
import type { VersionTable } from './version-table.ts';

export interface Walk {
  /** Also commits that only reflogs have. */
  readonly reflog: boolean;
  /** Ends the walk early, with what was read so far. */
  readonly signal: AbortSignal;
  /** Called after every chunk of output; `total` is `null` while git is still counting. */
  readonly onProgress: OnProgress;
}

export interface Walked {
  /** Commits read. */
  readonly commits: number;
  /** False if the walk was ended early. */
  readonly complete: boolean;
}

/** With more processes than this the disk is the limit, not the processor. */
const MOST_PROCESSES = 8;

/**
 * A process gets at most this many commits ahead of its answers, so that work is left for the others at the
 * end. It must exceed what git buffers before it writes (GIT_FLUSH=0, stdio's buffer).
 */
const WINDOW = 2048;

/** Records every change of every commit of the repository, with one process per core. */
export async function walkCommits(repo: Repository, table: VersionTable, walk: Walk): Promise<Walked> {
  const cores = Math.min(availableParallelism(), MOST_PROCESSES);
  const feed = new CommitFeed(repo, walk.reflog, cores);
  const processes = Array.from({ length: cores }, () => new DiffProcess(repo, table, () => progress()));
  const commits = () => processes.reduce((sum, each) => sum + each.commits, 0);
  const progress = () => walk.onProgress(commits(), feed.complete ? feed.known : null);
  const stop = () => {
    feed.stop();
    for (const each of processes) each.stop();
  };
  walk.signal.addEventListener('abort', stop);
  if (walk.signal.aborted) stop();
  try {
    await Promise.all(processes.map((each) => each.run(feed)));
  } catch (error) {
    stop();
    // Ctrl-C reaches git as well as us, and git's exit may arrive before our signal
    if (!walk.signal.aborted && !isInterruption(error)) throw error;
    return { commits: commits(), complete: false };
  } finally {
    walk.signal.removeEventListener('abort', stop);
  }
  return { commits: commits(), complete: !walk.signal.aborted };
}

/** One `git diff-tree` process, started with its first commit. */
class DiffProcess {
  readonly #repo: Repository;
  readonly #reader: DiffReader;
  readonly #onOutput: () => void;
  #git: GitProcess | null = null;
  #sent = 0;
  /** Batches that git has not fully answered, each with the number of commits sent up to its end. */
  readonly #asked: { readonly times: readonly number[]; readonly end: number }[] = [];
  #roomFor: () => void = () => {};

  constructor(repo: Repository, table: VersionTable, onOutput: () => void) {
    this.#repo = repo;
    this.#reader = new DiffReader(table, (nth) => this.#timeOf(nth));
    this.#onOutput = onOutput;
  }

  get commits(): number {
    return this.#reader.commits;
  }

  stop(): void {
    this.#git?.kill();
  }

  async run(feed: CommitFeed): Promise<void> {
    for (let run = await feed.next(true); run !== null; run = await feed.next(false)) {
      this.#git ??= this.#start();
      for (const { lines, times } of run) {
        this.#git.stdin.write(lines);
        this.#sent += times.length;
        this.#asked.push({ times, end: this.#sent });
      }
      await Promise.race([this.#room(), this.#git.ended]);
    }
    if (this.#git === null) return;
    this.#git.stdin.end();
    await this.#git.ended;
    if (this.commits !== this.#sent) throw lost(this.#sent, this.commits);
  }

  #start(): GitProcess {
    const git = diffCommits(this.#repo);
    git.stdout.on('data', (chunk: Buffer) => {
      this.#reader.read(chunk);
      while ((this.#asked[0]?.end ?? Number.POSITIVE_INFINITY) < this.commits) this.#asked.shift();
      if (this.#hasRoom()) this.#roomFor();
      this.#onOutput();
    });
    return git;
  }

  #timeOf(nth: number): number {
    const asked = this.#asked.find(({ end }) => nth < end);
    return asked?.times.at(nth - asked.end) ?? 0;
  }

  #hasRoom(): boolean {
    return this.#sent - this.commits < WINDOW;
  }

  #room(): Promise<void> | undefined {
    if (this.#hasRoom()) return undefined;
    return new Promise((resolve) => {
      this.#roomFor = resolve;
    });
  }
}

const lost = (sent: number, read: number): Error =>
  new Error(`git diff-tree was asked about ${sent} commits and told of ${read}`);
