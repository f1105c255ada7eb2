import { join } from 'node:path';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { readState, realPath } from '../model/files.ts';
import { foldersAbove } from '../model/folders-above.ts';
import { readObjects } from './objects.ts';
import type { Repository } from './repository.ts';
import { systemAttributesFile, userAttributesFile } from './user-paths.ts';

/** A file with attributes, in the repository or outside. */
export interface AttributesFile {
  /** Relative to the top of the work tree where it lies inside, else absolute. */
  readonly file: BytePath;
  /** The folder its patterns start from: empty for the top, else ending in a slash. */
  readonly folder: BytePath;
  readonly bytes: Uint8Array;
  /** Whether `[attr]` lines count there. */
  readonly definesMacros: boolean;
  /** Whether it is for this repository alone. */
  readonly inRepository: boolean;
}

/**
 * The files that git reads for attributes of `paths`, in order of precedence: `info/attributes`,
 * `.gitattributes` from the deepest folder to the top, `core.attributesFile`, the system's (gitattributes(5)).
 *
 * @param commit - takes `.gitattributes` from its tree; `null`: from the work tree, else the index
 */
export async function attributesFiles(
  repo: Repository,
  paths: readonly BytePath[],
  commit: string | null,
): Promise<AttributesFile[]> {
  const [inTree, user, system] = await Promise.all([
    filesInTree(repo, deepestFirst(foldersAbove(paths)), commit),
    userAttributesFile(repo.root),
    systemAttributesFile(repo.root),
  ]);
  return [
    ...outsideFile(repo, join(repo.commonDir, 'info', 'attributes'), true),
    ...inTree,
    ...outsideFile(repo, user),
    ...(system === null ? [] : outsideFile(repo, system)),
  ];
}

/** A file takes precedence over those in the folders above it. */
const deepestFirst = (folders: Iterable<BytePath>): BytePath[] => {
  const depth = (folder: string): number => folder.split('/').length;
  return [...folders].sort((a, b) => depth(b) - depth(a));
};

async function filesInTree(
  repo: Repository,
  folders: readonly BytePath[],
  commit: string | null,
): Promise<AttributesFile[]> {
  const found = new Map<BytePath, Uint8Array>();
  if (commit === null) {
    for (const folder of folders) {
      const state = readState(join(repo.root, toText(folder), '.gitattributes'));
      if (state.type === 'file') found.set(folder, state.bytes);
    }
  }
  const others = folders.filter((folder) => !found.has(folder) && !folder.includes('\n'));
  const names = others.map((folder) => `${commit ?? ''}:${folder}.gitattributes`);
  await readObjects(repo, names, (answer, i) => {
    if (answer?.type === 'blob') found.set(others[i] ?? ('' as BytePath), answer.content);
  });
  return folders.flatMap((folder) => {
    const bytes = found.get(folder);
    const file = `${folder}.gitattributes` as BytePath;
    return bytes === undefined
      ? []
      : [{ file, folder, bytes, definesMacros: folder === '', inRepository: true }];
  });
}

function outsideFile(repo: Repository, path: string, inRepository = false): AttributesFile[] {
  const state = readState(realPath(path)); // git follows links for these files, but not in the work tree
  if (state.type !== 'file') return [];
  const inside = path.startsWith(`${repo.root}/`) ? path.slice(repo.root.length + 1) : path;
  return [
    {
      file: fromText(inside.replaceAll('\\', '/')),
      folder: '' as BytePath,
      bytes: state.bytes,
      definesMacros: true,
      inRepository,
    },
  ];
}
