import type { BytePath } from '../model/byte-path.ts';
import { classify } from '../model/classify.ts';
import type { DebrisMatcher, Topic } from './debris.ts';

/** One name in a folder; `node:fs` calls it a `Dirent`. Names are latin1, as in `BytePath`. */
export interface Entry {
  readonly name: string;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** What the path of a folder says about its content. */
export interface FolderContext {
  readonly name: string;
  /** It is, or is inside, a `__pycache__` folder. */
  readonly inCache: boolean;
  /** It is, or is inside, debris of this topic: everything in it is deleted. */
  readonly debris: Topic | null;
  /** The modules with a source beside the `__pycache__` folder. */
  readonly modules: ReadonlySet<string>;
}

export interface ClassifyRules {
  readonly debris: DebrisMatcher | null;
  /** Deletes legacy bytecode without a source, too. */
  readonly sourceless: boolean;
}

/** Why a file is deleted: bytecode with its source, without one in `__pycache__`, older than its source, the only copy. */
export type DeleteReason = 'cache' | 'orphan' | 'stale' | 'sourceless' | Topic;

export interface Taken {
  readonly name: string;
  readonly why: DeleteReason;
}

/** What happens to the names in one folder. */
export interface ClassifiedFolder {
  readonly taken: readonly Taken[];
  /** Legacy bytecode that is the only copy, and kept. */
  readonly sourceless: readonly string[];
  readonly strays: number;
  readonly folders: readonly string[];
  /** Whether the folder has other files, which are kept. */
  readonly keeps: boolean;
}

/** Decides about the names in one folder; tracked and allowed files are excluded later. */
export function classifyFolder(
  entries: readonly Entry[],
  context: FolderContext,
  rules: ClassifyRules,
): ClassifiedFolder {
  const taken: Taken[] = [];
  const sourceless: string[] = [];
  const folders: string[] = [];
  let strays = 0;
  let kept = 0;
  let names: ReadonlySet<string> | undefined;
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) {
      folders.push(name);
      continue;
    }
    const why = context.debris ?? reason(entry);
    if (why === 'only-copy') sourceless.push(name);
    else if (why !== null) taken.push({ name, why });
    else kept++;
  }
  return { taken, sourceless, strays, folders, keeps: kept + sourceless.length > 0 };

  function reason(entry: Entry): DeleteReason | 'only-copy' | null {
    const { name } = entry;
    const kind = classify((context.inCache ? `__pycache__/${name}` : name) as BytePath);
    if (kind === 'stray') {
      strays++;
      return null;
    }
    if (kind === 'none') return rules.debris?.file(name) ?? null;
    if (entry.isSymbolicLink()) return 'cache';
    if (context.inCache) return hasSource(name, context.modules) ? 'cache' : 'orphan';
    names ??= new Set(entries.filter((each) => !each.isDirectory()).map((each) => each.name));
    if (legacySources(name).some((source) => names?.has(source))) return 'cache';
    return rules.sourceless ? 'sourceless' : 'only-copy';
  }
}

/** The modules that have a source among these names. */
export const modulesAmong = (entries: readonly Entry[]): Set<string> =>
  new Set(
    entries.flatMap((entry) => {
      const source = /^(.+)\.pyw?$/.exec(entry.name);
      return source?.[1] === undefined || entry.isDirectory() ? [] : [source[1]];
    }),
  );

/**
 * Whether a file in `__pycache__` has its source beside that folder. The module's name ends at one
 * of the dots: tags may hold dots too (`m.cpython-38-pytest-6.2.5.pyc`), as may module names.
 */
function hasSource(name: string, modules: ReadonlySet<string>): boolean {
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    if (modules.has(name.slice(0, dot))) return true;
  }
  return false;
}

/** The names a legacy file's source may have: `m.py` for `m.pyc`, `m.pyo` and `m$py.class`. */
export function legacySources(name: string): string[] {
  const stem = name.replace(/(?:\.py[co]|\$py\.class)$/i, '');
  return [`${stem}.py`, `${stem}.pyw`];
}
