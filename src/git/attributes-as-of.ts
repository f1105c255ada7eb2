import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BytePath } from '../types.ts';
import { allowedAmong } from './attributes.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** Asks which of `paths` are allowed by the attributes that the tree of `commit` gives. */
export type AskAsOf = (commit: string, paths: readonly BytePath[]) => Promise<ReadonlySet<BytePath>>;

/** The way this git knows: `--attr-source` came with 2.41; an index of the tree does in every version. */
export async function attributesAsOf(repo: Repository): Promise<AskAsOf> {
  const probe = await git(repo.root, ['--attr-source=HEAD', 'version'], { accept: [0, 129] });
  if (probe.exitCode !== 0) return (commit, paths) => allowedByIndexOf(repo, commit, paths);
  return (commit, paths) => allowedAmong(repo, paths, { global: [`--attr-source=${commit}`] });
}

async function allowedByIndexOf(
  repo: Repository,
  commit: string,
  paths: readonly BytePath[],
): Promise<ReadonlySet<BytePath>> {
  const scratch = mkdtempSync(join(tmpdir(), 'pyc-guard-'));
  try {
    const env = { GIT_INDEX_FILE: join(scratch, 'index') };
    await git(repo.root, ['read-tree', commit], { env });
    return await allowedAmong(repo, paths, { flags: ['--cached'], env });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Those of `commits` that have a `.gitattributes` at their top which is not the one of `tip`. */
export async function withOtherAttributes(
  repo: Repository,
  tip: string,
  commits: readonly string[],
): Promise<string[]> {
  const names = [tip, ...commits].map((commit) => `${commit}:.gitattributes\n`);
  const { stdout } = await git(repo.root, ['cat-file', '--batch-check=%(objectname)'], {
    input: Buffer.from(names.join('')),
  });
  const [atTip, ...ids] = stdout.toString('latin1').split('\n');
  return commits.filter((_, i) => ids[i] !== atTip && ids[i]?.endsWith(' missing') === false);
}
