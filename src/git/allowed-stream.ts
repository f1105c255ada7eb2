import type { Buffer } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { type BytePath, fromBytes, toBytes } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import type { Repository } from './repository.ts';
import { type GitProcess, startGit } from './run.ts';
import { WHOLE_INDEX } from './whole-index.ts';

interface Question<T> {
  readonly batch: T;
  readonly allowed: Set<BytePath>;
  /** The number of answers that have not arrived yet. */
  left: number;
}

/**
 * Finds the allowed paths of batch after batch, as `allowedAmong` does, through one git that answers
 * while the next batches are made.
 *
 * Git buffers its last answers until it has more, so the sender must not wait for them. The number of open
 * batches is limited only by the pipes: git stops reading when its output pipe is full.
 *
 * @param pathsOf - the paths of a batch, from the top of the work tree
 * @returns the batches in their order, each with those of its paths that are allowed
 */
export async function* withAllowed<T>(
  repo: Repository,
  batches: Iterable<T>,
  pathsOf: (batch: T) => readonly BytePath[],
): AsyncGenerator<readonly [batch: T, allowed: ReadonlySet<BytePath>]> {
  const answers = new Answers<T>();
  let git: GitProcess | undefined;
  try {
    for (const batch of batches) {
      const paths = pathsOf(batch);
      answers.expect(batch, paths.length);
      if (paths.length > 0) {
        git ??= start(repo, answers);
        await write(git, paths);
      }
      yield* answers.given();
    }
    git?.stdin.end();
    await git?.ended;
    yield* answers.given();
    answers.expectNone();
  } finally {
    git?.kill();
  }
}

function start<T>(repo: Repository, answers: Answers<T>): GitProcess {
  const git = startGit(
    repo.root,
    [...WHOLE_INDEX, 'check-attr', '-z', '--stdin', 'pyc-guard'],
    repo.env?.env,
  );
  git.stdout.on('data', (chunk: Buffer) => answers.read(chunk));
  return git;
}

async function write({ stdin, ended }: GitProcess, paths: readonly BytePath[]): Promise<void> {
  const failed = await new Promise<unknown>((resolve) =>
    stdin.write(toBytes(`${paths.join('\0')}\0` as BytePath), resolve),
  );
  // git has ended: its exit status explains why, unless it is another error
  if (failed instanceof Error) await ended.then(() => Promise.reject(failed));
  // a write that succeeds at once gives no time to read answers that have arrived
  await setImmediate();
}

/** Puts the answers of `git check-attr -z`, three fields each in the order of the paths, to the batches. */
class Answers<T> {
  readonly #open: Question<T>[] = [];
  #rest = '';

  expect(batch: T, count: number): void {
    this.#open.push({ batch, allowed: new Set(), left: count });
  }

  read(chunk: Buffer): void {
    const fields = (this.#rest + fromBytes(chunk)).split('\0');
    const whole = fields.length - 1 - ((fields.length - 1) % 3);
    this.#rest = fields.slice(whole).join('\0');
    let at = 0;
    for (const question of this.#open) {
      const end = Math.min(whole, at + question.left * 3);
      question.left -= (end - at) / 3;
      for (; at < end; at += 3) if (fields[at + 2] === 'unset') question.allowed.add(fields[at] as BytePath);
      if (at === whole) return;
    }
  }

  *given(): Generator<readonly [batch: T, allowed: ReadonlySet<BytePath>]> {
    while (this.#open[0]?.left === 0) {
      const { batch, allowed } = this.#open.shift() as Question<T>;
      yield [batch, allowed];
    }
  }

  /** @throws GuardError if there are batches to which git has not answered */
  expectNone(): void {
    if (this.#open.length === 0) return;
    throw new GuardError('git-failed', 'git check-attr did not answer', 'Run the same command again.');
  }
}
