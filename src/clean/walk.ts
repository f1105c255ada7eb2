import type { BytePath } from '../model/byte-path.ts';
import { isCacheFolder } from '../model/cache-patterns.ts';
import type { Batch, FolderId } from './batch.ts';
import { type FolderContext, modulesAmong } from './classify-folder.ts';
import { baseOf, CHANGED, enter, folderAt, joinPath, parentOf, readEntries } from './current-folder.ts';
import { decide, type Folder } from './decide-folder.ts';
import { belongsTo, isUnreachable, isVersionControl, type SkipReason } from './skip-folder.ts';
import type { Root, WalkNotes, WalkRules } from './walk-rules.ts';

/**
 * Walks down from a folder and yields what to delete, folder by folder. It changes nothing.
 *
 * It makes each folder the current one while it reads the names in it (`enter`), so that it notices a folder
 * that somebody replaces by a link, and never leaves the tree. The caller must not change the current folder
 * until the walk is over.
 *
 * @returns batches; one without names is a folder to be tried when all before it are done
 */
export function walk(
  root: Root,
  /** All folders that were given: each is walked once, from its own root. */
  given: ReadonlySet<BytePath>,
  rules: WalkRules,
  notes: WalkNotes,
): Generator<Batch> {
  return new Walk(root, given, rules, notes).batches();
}

class Walk {
  readonly #root: Root;
  readonly #given: ReadonlySet<BytePath>;
  readonly #rules: WalkRules;
  readonly #notes: WalkNotes;
  /** The folders from the root to the current one. */
  readonly #stack: Folder[] = [];
  /** Batches to yield next. */
  readonly #found: Batch[] = [];

  constructor(root: Root, given: ReadonlySet<BytePath>, rules: WalkRules, notes: WalkNotes) {
    this.#root = root;
    this.#given = given;
    this.#rules = rules;
    this.#notes = notes;
  }

  *batches(): Generator<Batch> {
    this.#try(this.#root.folder, () => this.#start());
    for (let folder = this.#stack.at(-1); folder !== undefined; folder = this.#stack.at(-1)) {
      yield* this.#found.splice(0);
      const name = folder.pending.pop();
      if (name === undefined) this.#leave(folder);
      else this.#try(joinPath(folder.path, name), () => this.#look(folder, name));
    }
    yield* this.#found;
  }

  #start(): void {
    const { folder: path, prefix, inRepository, stays } = this.#root;
    const id = folderAt(path);
    if (id === null || !enter(path, id)) throw CHANGED;
    const parts = path.split('/');
    // folder names above the repository root, and its own, do not count
    const first = inRepository ? parts.length - prefix.split('/').length + 1 : 0;
    const within = parts.findLastIndex((part, i) => i >= first && isCacheFolder(part));
    const context: FolderContext = {
      name: within === parts.length - 1 ? baseOf(path) : '',
      inCache: within >= 0,
      debris: null,
      modules:
        within > 0 ? modulesAmong(readEntries(parentOf(parts.slice(0, within + 1).join('/')))) : NO_NAMES,
    };
    const folder = this.#folder(path, '', id, context, readEntries('.'));
    this.#enter(stays ? { ...folder, deletedWhen: 'never' } : folder);
  }

  #look(parent: Folder, name: string): void {
    const found = this.#open(parent, name);
    if (found === null) parent.keeps = true;
    else if (found.entered) this.#enter(found.folder);
    else this.#take(found.folder, `${name}/`);
  }

  /** Examines a subfolder of the current folder, and enters it if it has subfolders itself; `null`: it is skipped. */
  #open(parent: Folder, name: string): { folder: Folder; entered: boolean } | null {
    const path = joinPath(parent.path, name);
    const below = `${parent.below}${name}/`;
    const { all, crossDevice, debris, platform } = this.#rules;
    if (isVersionControl(name) || this.#given.has(path) || this.#root.excludes?.(below)) return null;
    // a submodule that is not checked out is an empty folder that git tracks
    if (this.#root.tracked.in((this.#root.prefix + parent.below).slice(0, -1))?.(name)) return null;
    const isCache = isCacheFolder(name);
    const context: FolderContext = {
      name,
      inCache: parent.context.inCache || isCache,
      debris: parent.context.debris ?? debris?.folder(parent.context.name, name) ?? null,
      modules: isCache ? modulesAmong(parent.entries) : parent.context.modules,
    };
    const everything = all || context.debris !== null;
    if (name === 'node_modules' && !everything) return this.#skip('node_modules', path);
    if (isUnreachable(name, platform)) return this.#skip('name', path);
    const id = folderAt(name);
    if (id === null) return null;
    if (id.dev !== parent.id.dev && !crossDevice) return this.#skip('file-system', path);
    if (context.inCache) {
      // most folders have no subfolders to walk, so they need not become the current folder
      const folder = this.#folder(path, below, id, context, readEntries(name));
      if (!hasFolders(folder) && belongsTo(folder.entries, readEntries) === null)
        return { folder, entered: false };
    }
    if (!enter(name, id)) throw CHANGED;
    const folder = this.#folder(path, below, id, context, readEntries('.'));
    const owner = belongsTo(folder.entries, readEntries);
    if (owner === null || (owner === 'environment' && everything)) return { folder, entered: true };
    this.#back();
    return this.#skip(owner, path);
  }

  #folder(
    path: BytePath,
    below: string,
    id: FolderId,
    context: FolderContext,
    entries: Folder['entries'],
  ): Folder {
    const whenEmpty = isCacheFolder(context.name) || context.debris !== null;
    const whenEmptied = context.inCache || this.#rules.debris?.emptied(context.name) === true;
    const deletedWhen = whenEmpty ? 'empty' : whenEmptied ? 'emptied' : 'never';
    return { path, below, id, context, deletedWhen, entries, pending: [], keeps: false, deletes: false };
  }

  #enter(folder: Folder): void {
    this.#stack.push(folder);
    const batch = decide(folder, '', this.#root, this.#rules, this.#notes);
    if (batch.names.length > 0) this.#found.push(batch);
  }

  /** Handles a subfolder of the current folder that has no subfolders to walk. */
  #take(folder: Folder, at: string): void {
    const batch = decide(folder, at, this.#root, this.#rules, this.#notes);
    const parent = this.#close(folder, this.#stack.at(-1));
    if (batch.names.length > 0 || parent !== null) this.#found.push({ ...batch, parent });
  }

  #leave(folder: Folder): void {
    this.#stack.pop();
    const parent = this.#close(folder, this.#stack.at(-1));
    const { path, id } = folder;
    if (parent !== null) this.#found.push({ folder: path, id, names: [], reasons: [], sizes: [], parent });
    this.#back('..');
  }

  /** Updates the parent folder with the result of this one. @returns the parent, if this folder is deleted */
  #close({ path, deletedWhen, keeps, deletes }: Folder, parent: Folder | undefined): FolderId | null {
    const stays = keeps || deletedWhen === 'never' || (deletedWhen === 'emptied' && !deletes);
    if (parent !== undefined) {
      parent.keeps ||= stays;
      parent.deletes ||= deletes;
    }
    return stays ? null : (parent?.id ?? folderAt(parentOf(path)));
  }

  #skip(reason: SkipReason, path: BytePath): null {
    const { skipped } = this.#notes;
    const others = skipped.get(reason);
    if (others === undefined) skipped.set(reason, { first: path, count: 1 });
    else others.count++;
    return null;
  }

  /** Returns to the last folder; if it is no longer in its place, the rest of it is given up. */
  #back(way?: '..'): void {
    for (let folder = this.#stack.at(-1); folder !== undefined; folder = this.#stack.at(-1)) {
      if ((way !== undefined && canEnter(way, folder.id)) || canEnter(folder.path, folder.id)) return;
      this.#fail(folder.path, 'changed');
      this.#stack.pop();
    }
  }

  /** Records a folder that can't be read, and goes on; one that has disappeared is not an error. */
  #try(path: BytePath, job: () => void): void {
    const parent = this.#stack.at(-1);
    try {
      job();
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code;
      if (reason === undefined) throw error;
      if (reason !== 'ENOENT' && reason !== 'ENOTDIR') this.#fail(path, reason);
      // it may have been entered already
      if (this.#stack.at(-1) !== parent) this.#stack.pop();
      if (parent !== undefined) parent.keeps = true;
      this.#back();
    }
  }

  #fail(path: BytePath, reason: string): void {
    this.#notes.failures.push({ path, reason });
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();

const hasFolders = ({ entries }: Folder): boolean => entries.some((entry) => entry.isDirectory());

function canEnter(path: string, id: FolderId): boolean {
  try {
    return enter(path, id);
  } catch {
    return false; // not there, or not to be entered: the walk can't go on there either way
  }
}
