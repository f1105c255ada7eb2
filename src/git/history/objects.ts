import { Buffer } from 'node:buffer';
import { type Answer, BatchReader } from '../../core/history/batch-reader.ts';
import type { Repository } from '../repository.ts';
import { type GitProcess, startGit } from '../run.ts';
import { historyEnv } from './environment.ts';

/**
 * Reads objects one after the other through one `git cat-file --batch`.
 *
 * @param names - as git takes them (`<id>`, `<id>^{tree}`, `<id>:<path>`), in bytes as latin1
 * @param onAnswer - gets the object and the position of its name; git waits until it is done with it
 */
export async function readObjects(
  repo: Repository,
  names: Iterable<string>,
  onAnswer: (answer: Answer, index: number) => void | Promise<void>,
): Promise<void> {
  let index = 0;
  const reader = new BatchReader();
  await converse(repo, ['cat-file', '--batch', '--buffer'], names, async (chunk) => {
    for (const answer of reader.read(chunk)) {
      const pending = onAnswer(answer, index++);
      if (pending !== undefined) await pending;
    }
  });
}

/** What the object store knows of a blob without unpacking it. */
export interface BlobSize {
  /** Length of the content. */
  readonly bytes: number;
  /** What it takes in the object store, compressed and as a delta where it is one. */
  readonly packedBytes: number;
}

/** Sizes of those of `oids` that are here. */
export async function blobSizes(repo: Repository, oids: Iterable<string>): Promise<Map<string, BlobSize>> {
  const sizes = new Map<string, BlobSize>();
  const format = '--batch-check=%(objectname) %(objectsize) %(objectsize:disk)';
  const onLine = (line: string): void => {
    const [oid = '', bytes = '', packed] = line.split(' ');
    if (packed !== undefined) sizes.set(oid, { bytes: Number(bytes), packedBytes: Number(packed) });
  };
  await converse(repo, ['cat-file', format, '--buffer'], oids, byLine(onLine));
  return sizes;
}

/** Those of `oids` whose objects are here. Asked of all objects, since a partial clone fetches what it is asked for. */
export async function presentAmong(repo: Repository, oids: ReadonlySet<string>): Promise<Set<string>> {
  const present = new Set<string>();
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)', '--buffer'];
  await converse(
    repo,
    args,
    [],
    byLine((oid) => oids.has(oid) && present.add(oid)),
  );
  return present;
}

async function converse(
  repo: Repository,
  args: readonly string[],
  lines: Iterable<string>,
  onData: (chunk: Buffer) => void | Promise<void>,
): Promise<void> {
  const git = startGit(repo.root, ['--no-replace-objects', ...args], historyEnv(repo));
  const asking = ask(git, lines);
  try {
    for await (const chunk of git.stdout) await onData(chunk as Buffer);
  } catch (error) {
    git.kill();
    throw error;
  }
  await asking;
  await git.ended;
}

async function ask({ stdin, ended }: GitProcess, lines: Iterable<string>): Promise<void> {
  for (const batch of batches(lines)) {
    if (stdin.write(batch)) continue;
    await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), ended]).catch(() => {});
  }
  stdin.end();
}

const BATCH = 512;

function* batches(lines: Iterable<string>): Generator<Buffer> {
  let batch: string[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < BATCH) continue;
    yield joined(batch);
    batch = [];
  }
  if (batch.length > 0) yield joined(batch);
}

const joined = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`, 'latin1');

function byLine(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  };
}
