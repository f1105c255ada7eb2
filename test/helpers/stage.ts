import { Buffer } from 'node:buffer';
import type { TestRepo } from './repo.ts';
import { bytes } from './scratch.ts';

export interface Staged {
  /** As git stores it, one character for each byte. */
  readonly path: string;
  readonly mode?: string;
  /** Object id; an empty blob unless given. */
  readonly oid?: string;
  /** 1 to 3: a side of a conflict. */
  readonly stage?: number;
}

/** Puts entries into the index without files on disk, so that the file system need not support their names. */
export function stage(repo: TestRepo, entries: readonly (string | Staged)[]): void {
  const empty = blob(repo, '');
  const lines = entries.map((entry) => {
    const {
      path,
      mode = '100644',
      oid = empty,
      stage = 0,
    } = typeof entry === 'string' ? { path: entry } : entry;
    return `${mode} ${oid} ${stage}\t${path}\0`;
  });
  const { code, stderr } = repo.run('git', ['update-index', '-z', '--index-info'], {
    input: bytes(lines.join('')),
  });
  if (code !== 0) throw new Error(`git update-index: ${stderr}`);
}

/** Writes a blob. @returns its id */
export function blob(repo: TestRepo, content: string | Buffer): string {
  const { stdout } = repo.run('git', ['hash-object', '-w', '--stdin'], { input: content });
  return stdout.trim();
}

/** Paths in the index, one character for each byte. */
export const trackedBytes = (repo: TestRepo, ...args: string[]): string[] =>
  repo
    .run('git', ['ls-files', '-z', ...args])
    .bytes.toString('latin1')
    .split('\0')
    .filter(Boolean);

/** A name in UTF-8, one character for each byte. */
export const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
