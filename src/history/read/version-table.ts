import { Buffer } from 'node:buffer';
import type { BytePath } from '../../model/byte-path.ts';
import { classifyEntry, type PathKind } from '../../model/classify.ts';
import { GITLINK } from '../../model/entry-mode.ts';

/** A commit and when it was made (committer date, seconds since 1970). */
export interface CommitAt {
  readonly commit: string;
  readonly time: number;
}

/** One version (path and blob), and the commits that added and removed it. */
export interface Version {
  readonly path: BytePath;
  readonly oid: string;
  readonly kind: Exclude<PathKind, 'none'>;
  /** The earliest commit that added it; `null` if only the index or a tag's tree has it. */
  first: CommitAt | null;
  /** The latest commit that removed or replaced it. */
  removed: CommitAt | null;
}

/**
 * Every version of cache files and strays that was ever committed, once per path and blob. Its size
 * depends on the number of findings, not on the length of the history.
 */
export class VersionTable {
  readonly #versions = new Map<BytePath, Map<string, Version>>();
  /** Ids of all `.gitattributes` files in the history. */
  readonly attributes = new Set<string>();

  add(path: BytePath, mode: string, oid: string, at: CommitAt | null): void {
    if (path.endsWith('.gitattributes')) this.attributes.add(owned(oid));
    const kind = kindOf(path, mode);
    if (kind === 'none') return;
    const version = this.#version(path, oid, kind);
    if (at !== null && (version.first === null || isEarlier(at, version.first))) version.first = own(at);
  }

  remove(path: BytePath, mode: string, oid: string, at: CommitAt): void {
    const kind = kindOf(path, mode);
    if (kind === 'none') return;
    const version = this.#version(path, oid, kind);
    if (version.removed === null || isEarlier(version.removed, at)) version.removed = own(at);
  }

  /** Every version, by path and then by id. */
  versions(): Version[] {
    const all = [...this.#versions.values()].flatMap((versions) => [...versions.values()]);
    return all.sort((a, b) => compare(a.path, b.path) || compare(a.oid, b.oid));
  }

  #version(path: BytePath, oid: string, kind: Version['kind']): Version {
    let versions = this.#versions.get(path);
    if (versions === undefined) {
      versions = new Map();
      this.#versions.set(owned(path) as BytePath, versions);
    }
    let version = versions.get(oid);
    if (version === undefined) {
      version = { path: owned(path) as BytePath, oid: owned(oid), kind, first: null, removed: null };
      versions.set(version.oid, version);
    }
    return version;
  }
}

/** What a submodule is called like has no meaning, except where Python would look into it. */
function kindOf(path: BytePath, mode: string): PathKind {
  const kind = classifyEntry(path, mode);
  return mode === GITLINK && kind !== 'stray' ? 'none' : kind;
}

/** A copy of a substring: in V8 the substring itself would keep the long string in memory. */
const owned = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

const own = ({ commit, time }: CommitAt): CommitAt => ({ commit: owned(commit), time });

/** Commits of the same second are ordered by id, so that the result does not depend on the order of reading. */
const isEarlier = (a: CommitAt, b: CommitAt): boolean =>
  a.time < b.time || (a.time === b.time && a.commit < b.commit);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
