import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { REGULAR } from '../model/entry-mode.ts';
import { withScratchFolder } from '../model/scratch-folder.ts';
import type { AttributeOptions } from './attributes.ts';
import { withoutIndexHooks } from './programs-off.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** Asks something with the attributes of another index, as the options say. */
type AttributeQuestion<T> = (options: AttributeOptions) => Promise<T>;

/** Asks about attributes with a temporary index of the tree of `commit`. */
export const withIndexOfTree = <T>(
  repo: Repository,
  commit: string,
  question: AttributeQuestion<T>,
): Promise<T> => withIndex(repo, ['--no-replace-objects', 'read-tree', commit], undefined, question);

/** Asks about attributes with a temporary index of nothing but these files. */
export const withIndexOfFiles = <T>(
  repo: Repository,
  files: readonly { readonly path: string; readonly oid: string }[],
  question: AttributeQuestion<T>,
): Promise<T> => {
  const lines = files.map(({ path, oid }) => `${REGULAR} ${oid}\t${path}\0`);
  const input = Buffer.from(lines.join(''), 'latin1');
  return withIndex(repo, ['update-index', '-z', '--index-info'], input, question);
};

const withIndex = <T>(
  repo: Repository,
  fill: readonly string[],
  input: Buffer | undefined,
  question: AttributeQuestion<T>,
): Promise<T> =>
  withScratchFolder(async (folder) => {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    await git(repo.root, fill, { ...(input && { input }), env: await withoutIndexHooks(repo, env) });
    return question({ flags: ['--cached'], env });
  });
