import { Buffer } from 'node:buffer';
import type { BytePath } from '../model/byte-path.ts';
import { foldersAbove } from '../model/folders-above.ts';
import { allowedAmong } from './attributes.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';
import { withIndexOfTree } from './scratch-index.ts';

/** Asks which of `paths` are allowed by the attributes that the tree of `commit` gives. */
export type AskAsOf = (commit: string, paths: readonly BytePath[]) => Promise<ReadonlySet<BytePath>>;

/** The way that this git supports: `--attr-source` since 2.41; a temporary index of the tree in every version. */
export async function attributesAsOf(repo: Repository): Promise<AskAsOf> {
  const probe = await git(repo.root, ['--attr-source=HEAD', 'version'], { accept: [0, 129] });
  if (probe.exitCode !== 0)
    return (commit, paths) => withIndexOfTree(repo, commit, (options) => allowedAmong(repo, paths, options));
  return (commit, paths) =>
    allowedAmong(repo, paths, { global: ['--no-replace-objects', `--attr-source=${commit}`] });
}

/**
 * Those commits whose answer may differ from that of `tip`: beside or above one of their paths lies
 * a `.gitattributes` that is not the tip's.
 *
 * @param paths - by commit
 */
export async function withOtherAttributes(
  repo: Repository,
  tip: string,
  paths: ReadonlyMap<string, readonly BytePath[]>,
): Promise<string[]> {
  const asked = [...paths].flatMap(([commit, all]) => attributesFiles(all).map((file) => ({ commit, file })));
  // names are separated by line ends, so a name with a line end can't be asked about
  const unclear = asked.filter(({ file }) => file.includes('\n')).map(({ commit }) => commit);
  const clear = asked.filter(({ file }) => !file.includes('\n'));
  const files = [...new Set(clear.map(({ file }) => file))];
  const names = [
    ...files.map((file) => `${tip}:${file}\n`),
    ...clear.map(({ commit, file }) => `${commit}:${file}\n`),
  ];
  const { stdout } = await git(
    repo.root,
    ['--no-replace-objects', 'cat-file', '--batch-check=%(objectname)'],
    {
      input: Buffer.from(names.join(''), 'latin1'),
    },
  );
  const ids = stdout.toString('latin1').split('\n');
  const atTip = new Map(files.map((file, i) => [file, ids[i]]));
  const others = clear.filter(({ file }, i) => {
    const id = ids[files.length + i];
    return id !== atTip.get(file) && id?.endsWith(' missing') === false;
  });
  return [...new Set([...others.map(({ commit }) => commit), ...unclear])];
}

/** The `.gitattributes` files that apply to `paths`, if they exist (gitattributes(5)). */
const attributesFiles = (paths: readonly BytePath[]): string[] =>
  [...foldersAbove(paths)].map((folder) => `${folder}.gitattributes`);
