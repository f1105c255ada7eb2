import { Buffer } from 'node:buffer';
import { GITLINK } from '../../git/parse-output.ts';
import type { BytePath } from '../../model/byte-path.ts';
import { classify } from '../../model/classify.ts';

/** A commit and when it was made (committer date, seconds since 1970). */
export interface CommitAt {
  readonly commit: string;
  readonly time: number;
}

/** One content of one path, and what is known of its coming and going. */
export interface Version {
  readonly path: BytePath;
  readonly oid: string;
  /** The earliest commit that brought it; `null` where only an index or a tag's tree has it. */
  first: CommitAt | null;
  /** The latest commit that took it away or put something else in its place. */
  removed: CommitAt | null;
}

/** A submodule: its commit is in another repository, so nothing of it is stored here. */

/**
 * What was ever stored below the names of cache files and strays, once for each path and blob.
 * It grows with what is found, not with what is read.
 */
export class Ledger {
  readonly #versions = new Map<BytePath, Map<string, Version>>();
  /** Ids of every `.gitattributes` file that came by. */
  readonly attributes = new Set<string>();

  add(path: BytePath, mode: string, oid: string, at: CommitAt | null): void {
    if (path.endsWith('.gitattributes')) this.attributes.add(owned(oid));
    if (mode === GITLINK || classify(path) === 'none') return;
    const version = this.#version(path, oid);
    if (at !== null && (version.first === null || isEarlier(at, version.first))) version.first = own(at);
  }

  remove(path: BytePath, mode: string, oid: string, at: CommitAt): void {
    if (mode === GITLINK || classify(path) === 'none') return;
    const version = this.#version(path, oid);
    if (version.removed === null || isEarlier(version.removed, at)) version.removed = own(at);
  }

  /** Every version, by path and then by id. */
  versions(): Version[] {
    const all = [...this.#versions.values()].flatMap((versions) => [...versions.values()]);
    return all.sort((a, b) => compare(a.path, b.path) || compare(a.oid, b.oid));
  }

  #version(path: BytePath, oid: string): Version {
    let versions = this.#versions.get(path);
    if (versions === undefined) {
      versions = new Map();
      this.#versions.set(owned(path) as BytePath, versions);
    }
    let version = versions.get(oid);
    if (version === undefined) {
      version = { path: owned(path) as BytePath, oid: owned(oid), first: null, removed: null };
      versions.set(version.oid, version);
    }
    return version;
  }
}

/** A copy that does not keep alive the long string it was cut from, as V8's slices do. */
const owned = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

const own = ({ commit, time }: CommitAt): CommitAt => ({ commit: owned(commit), time });

/** Commits of the same second go by their id, so that the answer does not hang on who was read first. */
const isEarlier = (a: CommitAt, b: CommitAt): boolean =>
  a.time < b.time || (a.time === b.time && a.commit < b.commit);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
