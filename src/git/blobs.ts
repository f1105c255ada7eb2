import type { Buffer } from 'node:buffer';
import { type BytePath, fromBytes, toText } from '../model/byte-path.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** The content of a blob by `<rev>:<path>` or `:<path>`. */
export async function readBlob(repo: Repository, name: string): Promise<Buffer> {
  return (await git(repo.root, ['cat-file', 'blob', name])).stdout;
}

/** Writes a blob without any filter. @returns its id */
export const writeBlob = (repo: Repository, content: Uint8Array): Promise<string> =>
  hashBlob(repo, content, ['-w', '--no-filters']);

/**
 * The id of `content` as a blob; with `path`, of what `git add` would store: with line ends and encoding
 * converted. If attributes name a filter for this path, the content is not converted, since a filter is a
 * program that the repository chooses.
 */
export async function blobId(repo: Repository, content: Uint8Array, path?: BytePath): Promise<string> {
  const converted = path !== undefined && !(await hasFilter(repo, path));
  return hashBlob(repo, content, [converted ? `--path=${toText(path)}` : '--no-filters']);
}

async function hasFilter(repo: Repository, path: BytePath): Promise<boolean> {
  const { stdout } = await git(repo.root, ['check-attr', '-z', 'filter', '--', toText(path)]);
  const [, , value] = zsplit(stdout);
  return value !== 'unspecified' && value !== 'unset';
}

async function hashBlob(repo: Repository, input: Uint8Array, flags: readonly string[]): Promise<string> {
  return fromBytes((await git(repo.root, ['hash-object', '--stdin', ...flags], { input })).stdout).trim();
}
