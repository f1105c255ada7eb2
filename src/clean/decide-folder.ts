import type { BytePath } from '../model/byte-path.ts';
import type { Batch, FolderId } from './batch.ts';
import {
  classifyFolder,
  type Entry,
  type FolderContext,
  legacySources,
  type Taken,
} from './classify-folder.ts';
import { statHere, statSource } from './current-folder.ts';
import type { Root, WalkNotes, WalkRules } from './walk-rules.ts';

/** A folder that the walk is in. */
export interface Folder {
  readonly path: BytePath;
  /** From the root: empty, or ending in a slash. */
  readonly below: string;
  readonly id: FolderId;
  readonly context: FolderContext;
  /** When it is deleted itself: if it is empty, or (`emptied`) if it is empty now and something in it was deleted. */
  readonly deletedWhen: 'empty' | 'emptied' | 'never';
  /** The subfolders that are still to be walked, the next one last. */
  pending: string[];
  entries: readonly Entry[];
  /** Something in it is kept. */
  keeps: boolean;
  /** Something in it, or in a folder below, is deleted. */
  deletes: boolean;
}

/**
 * Decides about the names in a folder.
 *
 * @param at - how to reach them from the current folder: empty, or ending in a slash
 * @returns what is deleted; subfolders to walk are put into `folder.pending`
 */
export function decide(folder: Folder, at: string, root: Root, rules: WalkRules, notes: WalkNotes): Batch {
  const sorted = classifyFolder(folder.entries, folder.context, rules);
  folder.pending = [...sorted.folders].reverse();
  folder.keeps ||= sorted.keeps;
  notes.strays += sorted.strays;
  const { only, excludes } = root;
  const isTracked = root.tracked.in((root.prefix + folder.below).slice(0, -1));
  const mayGo = (name: string): boolean => {
    if (only?.has(name) === false || excludes?.(folder.below + name) === true) return false;
    if (isTracked?.(name) !== true) return true;
    notes.tracked++;
    return false;
  };
  let taken = sorted.taken.filter(({ name }) => mayGo(name));
  const sourceless = sorted.sourceless.filter(mayGo);
  if (only !== null) {
    folder.pending = [];
    folder.keeps = true;
  }
  if (!folder.context.inCache && folder.context.debris === null) {
    taken = taken.flatMap((each) => lookAtSource(each, at, rules, folder.path, notes));
  }
  for (const name of sourceless) notes.sourceless.push(`${folder.path}/${name}` as BytePath);
  const { names, reasons, sizes } = measure(taken, at, rules.sizes);
  folder.keeps ||= taken.length < sorted.taken.length;
  folder.deletes ||= names.length > 0;
  return { folder: folder.path, id: folder.id, names, reasons, sizes, parent: null };
}

/** Corrects the reason of legacy files: if the source is no file, it is the only copy; if the source is newer, it is stale. */
function lookAtSource(
  { name, why }: Taken,
  at: string,
  rules: WalkRules,
  folder: BytePath,
  notes: WalkNotes,
): Taken[] {
  if (why !== 'cache') return [{ name, why }];
  const own = statHere(at + name);
  if (own === undefined) return [];
  if (own.isSymbolicLink()) return [{ name, why }];
  for (const source of legacySources(name)) {
    const stats = statSource(at + source);
    if (stats?.isFile()) return [{ name, why: own.mtimeMs < stats.mtimeMs ? 'stale' : 'cache' }];
  }
  if (rules.sourceless) return [{ name, why: 'sourceless' }];
  notes.sourceless.push(`${folder}/${name}` as BytePath);
  return [];
}

function measure(
  taken: readonly Taken[],
  at: string,
  sizes: boolean,
): Pick<Batch, 'names' | 'reasons' | 'sizes'> {
  if (!sizes)
    return { names: taken.map(({ name }) => name), reasons: taken.map(({ why }) => why), sizes: [] };
  const there = taken.flatMap((each) => {
    const stats = statHere(at + each.name);
    return stats === undefined ? [] : [{ ...each, size: stats.size }];
  });
  return {
    names: there.map(({ name }) => name),
    reasons: there.map(({ why }) => why),
    sizes: there.map(({ size }) => size),
  };
}
