import { historyEnvironment } from './history-environment.ts';
import { readObjects } from './objects.ts';
import { zsplit } from './parse-output.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** The targets of the refs, with tags followed to the objects they name. */
export interface Tips {
  /** `HEAD`, which may be unborn, then the commits and trees of branches, tags and other refs. */
  readonly roots: readonly string[];
  /** Those that are trees: only a tag, or a ref set by hand, can name one. */
  readonly trees: readonly string[];
}

/** Leaves out refs that a host keeps for pull requests and reviews: there are thousands, and users can't change them. */
const isTip = (ref: string): boolean => /^refs\/(?:heads|tags|remotes|notes|stash)(?:\/|$)/.test(ref);

/** What all refs and HEAD point to. */
export async function refTips(repo: Repository): Promise<Tips> {
  const format = '--format=%(objecttype) %(objectname) %(refname)';
  const refs = await git(repo.root, ['for-each-ref', format], { env: historyEnvironment(repo) });
  const lines = refs.stdout.toString('latin1').split('\n').filter(Boolean);
  const commits = new Set<string>();
  const others: string[] = [];
  for (const line of lines) {
    const [type = '', oid = '', ref = ''] = line.split(' ');
    if (type === 'commit' && isTip(ref)) commits.add(oid);
    else if (type === 'tag' || type === 'tree') others.push(oid);
  }
  const trees = await peelTags(repo, [...new Set(others)], commits);
  return { roots: ['HEAD', ...commits, ...trees], trees };
}

/** Follows tags, and tags of tags, to their targets. @returns the trees; the commits are added to `commits` */
async function peelTags(repo: Repository, oids: readonly string[], commits: Set<string>): Promise<string[]> {
  const trees = new Set<string>();
  let tags: readonly string[] = oids;
  while (tags.length > 0) {
    const targets: string[] = [];
    await readObjects(repo, tags, (answer) => {
      if (answer?.type === 'tree') trees.add(answer.oid);
      if (answer?.type !== 'tag') return;
      const [, oid = '', type] = /^object (\w+)\ntype (\w+)\n/.exec(answer.content.toString('latin1')) ?? [];
      if (type === 'commit') commits.add(oid);
      else if (type === 'tree') trees.add(oid);
      else if (type === 'tag') targets.push(oid);
    });
    tags = targets;
  }
  return [...trees];
}

/** Everything below a tree: mode, id and path. */
export async function treeEntries(repo: Repository, tree: string): Promise<string[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', tree];
  return zsplit((await git(repo.root, args, { env: historyEnvironment(repo) })).stdout);
}
