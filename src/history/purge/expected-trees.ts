import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readObjects } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import type { BytePath } from '../../model/byte-path.ts';
import { type PathNode, pathTree } from '../read/path-tree.ts';
import { readTree, TREE_MODE } from '../read/read-tree.ts';
import { stripTree } from './strip-tree.ts';

/** Subtrees that contain a path to remove, by id and folder. */
type Level = Map<string, Set<PathNode>>;

/**
 * What the tree of every commit must be once `paths` are gone and nothing else has changed: git
 * names a tree by what is in it, so that equal ids prove equal entries.
 *
 * Trees are read twice, down to find those that contain a path, and up again to compute their new ids;
 * no content is kept in between, to save memory.
 *
 * @param trees - of every commit
 * @returns the id of the tree that is expected, for each that changes
 */
export async function expectedTrees(
  repo: Repository,
  trees: Iterable<string>,
  paths: Iterable<BytePath>,
): Promise<Map<string, string>> {
  const top = pathTree(paths);
  const levels: Level[] = [new Map([...new Set(trees)].map((tree) => [tree, new Set([top])]))];
  for (let level = levels[0]; level !== undefined && level.size > 0; level = levels.at(-1)) {
    levels.push(await below(repo, level));
  }
  const algorithm = repo.nullOid.length === 64 ? 'sha256' : 'sha1';
  let named = new Map<PathNode, Map<string, string | null>>();
  for (const level of levels.toReversed()) {
    const next = new Map<PathNode, Map<string, string | null>>();
    const deeper = named;
    await eachTree(repo, level, (oid, node, content) => {
      const stripped = stripTree(content, repo.nullOid.length, node, (child, at) => {
        const known = deeper.get(at)?.get(child);
        return known === undefined ? child : known;
      });
      if (stripped === null) return;
      // git stores no empty folder, except the root tree
      const gone = stripped.length === 0 && node !== top;
      const names = next.get(node) ?? new Map<string, string | null>();
      next.set(node, names.set(oid, gone ? null : treeId(stripped, algorithm)));
    });
    named = next;
  }
  return new Map([...(named.get(top) ?? [])].map(([before, after]) => [before, after ?? '']));
}

async function below(repo: Repository, level: Level): Promise<Level> {
  const next: Level = new Map();
  await eachTree(repo, level, (_oid, node, content) => {
    for (const { mode, name, oid } of readTree(content, repo.nullOid.length)) {
      const child = node.children.get(name);
      if (child === undefined || mode !== TREE_MODE) continue;
      next.set(oid, (next.get(oid) ?? new Set()).add(child));
    }
  });
  return next;
}

async function eachTree(
  repo: Repository,
  level: Level,
  visit: (oid: string, node: PathNode, content: Buffer) => void,
): Promise<void> {
  const oids = [...level.keys()];
  await readObjects(repo, oids, (answer, index) => {
    const oid = oids[index] ?? '';
    if (answer?.type !== 'tree') throw new Error(`there is no tree ${oid}`);
    for (const node of level.get(oid) ?? []) visit(oid, node, answer.content);
  });
}

const treeId = (content: Buffer, algorithm: string): string =>
  createHash(algorithm)
    .update(Buffer.from(`tree ${content.length}\0`))
    .update(content)
    .digest('hex');
