import type { BytePath } from '../model/byte-path.ts';
import { cacheFile, type Finding, stray } from '../model/findings.ts';
import type { CommitAt, Version } from './read/version-table.ts';

/** What `history` reports for one version (path and blob). */
export interface HistoryFinding extends Finding {
  readonly path: BytePath;
  readonly oid: string;
  /** Absent if a partial clone does not have the blob, and for a submodule. */
  readonly bytes?: number;
  readonly packedBytes?: number;
  /** Absent if no commit has it, only the index or the tree of a tag. */
  readonly firstCommit?: string;
  /** ISO 8601, UTC; absent if the commit gives a time after the year 9999, which anybody can write. */
  readonly firstDate?: string;
  /** The commit that removed it, if one is known and no branch or tag has it. */
  readonly removedIn?: string;
  readonly removedDate?: string;
  /** Whether a branch, a tag or another ref still has it. */
  readonly atTip: boolean;
  /** Whether the index has it. */
  readonly staged: boolean;
  /** Whose bytecode it is, and of which version: `3.13`, `CPython`. */
  readonly python?: string;
  readonly implementation?: string;
}

export interface Whereabouts {
  readonly python?: string;
  readonly implementation?: string;
  readonly bytes?: number;
  readonly packedBytes?: number;
  readonly atTip: boolean;
  readonly staged: boolean;
}

export function historyFinding(version: Version, where: Whereabouts): HistoryFinding {
  const { path, oid, kind, first, removed } = version;
  const base = kind === 'stray' ? stray(path, false) : cacheFile(path, kind);
  return {
    ...base,
    path,
    oid,
    ...where,
    ...(first !== null && { firstCommit: first.commit, ...date('firstDate', first) }),
    ...(removed !== null && !where.atTip && { removedIn: removed.commit, ...date('removedDate', removed) }),
  };
}

const YEAR_10000 = 253_402_300_800;

function date<K extends string>(key: K, { time }: CommitAt): { readonly [key in K]?: string } {
  if (time >= YEAR_10000) return {};
  const text = new Date(time * 1000).toISOString().replace('.000', '');
  return { [key]: text } as { [key in K]: string };
}
