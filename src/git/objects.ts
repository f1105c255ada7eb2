import { Buffer } from 'node:buffer';
import { type Answer, BatchReader, type Keep } from './batch-reader.ts';
import { isPartialClone } from './completeness.ts';
import type { Repository } from './repository.ts';
import { type GitProcess, git, startGit } from './run.ts';

/** Objects are read as they were written: replace refs would hide what a push sends (git-replace(1)). */
export const AS_WRITTEN = { GIT_NO_REPLACE_OBJECTS: '1' };

/**
 * Reads objects one after the other through one `git cat-file --batch`.
 *
 * @param names - as git takes them (`<id>`, `<id>:<path>`), in bytes as latin1, without line ends
 * @param onAnswer - gets the object and the position of its name; git waits until it is done with it
 * @param keep - which objects are wanted whole; of all others only the first bytes come
 * @param links - whether `<commit>:<path>` of a symbolic link is what it leads to in that commit
 */
export async function readObjects(
  repo: Repository,
  names: Iterable<string>,
  onAnswer: (answer: Answer, index: number) => void | Promise<void>,
  keep?: Keep,
  links: 'follow' | 'as-written' = 'as-written',
): Promise<void> {
  let index = 0;
  const follow = links === 'follow' ? ['--follow-symlinks'] : [];
  const reader = new BatchReader(keep);
  const git = startGit(repo.root, ['cat-file', '--batch', '--buffer', ...follow], AS_WRITTEN);
  const asking = ask(git, names);
  try {
    for await (const chunk of git.stdout) {
      for (const answer of reader.read(chunk as Buffer)) {
        const pending = onAnswer(answer, index++);
        if (pending !== undefined) await pending;
      }
    }
  } catch (error) {
    git.kill();
    throw error;
  }
  await asking;
  await git.ended;
}

async function ask({ stdin, ended }: GitProcess, names: Iterable<string>): Promise<void> {
  for (const batch of batches(names)) {
    if (stdin.write(batch)) continue;
    await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), ended]).catch(() => {});
  }
  stdin.end();
}

const BATCH = 512;

function* batches(names: Iterable<string>): Generator<Buffer> {
  let batch: string[] = [];
  for (const name of names) {
    if (batch.push(name) < BATCH) continue;
    yield joined(batch);
    batch = [];
  }
  if (batch.length > 0) yield joined(batch);
}

const joined = (names: readonly string[]): Buffer => Buffer.from(`${names.join('\n')}\n`, 'latin1');

/**
 * Those of `oids` whose objects are here: all but in a partial clone (git-clone(1), `--filter`).
 * There all objects are listed, since git would fetch those it is asked about.
 */
export async function presentAmong(
  repo: Repository,
  oids: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  if (!(await isPartialClone(repo))) return oids;
  const present = new Set<string>();
  let rest = '';
  const onData = (chunk: Buffer): void => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const oid of lines) if (oids.has(oid)) present.add(oid);
  };
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)', '--buffer'];
  await git(repo.root, args, { env: AS_WRITTEN, onData });
  return present;
}
