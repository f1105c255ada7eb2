import type { BytePath } from '../model/byte-path.ts';
import { isLink, isRegular } from '../model/entry-mode.ts';
import { resolvePath } from '../model/resolve-path.ts';
import { entriesAmong } from './index-entries.ts';
import { readObjects } from './objects.ts';
import type { Repository } from './repository.ts';

/** As many as Linux follows in one name (path_resolution(7)). */
const MOST_LINKS = 40;
const LONGEST = 4096;

/**
 * Follows symbolic links of the index to the entry that they lead to. By the path of the link: an object id, or
 * `undefined` if that is outside the repository, not in the index or below a link to a folder.
 */
export async function followLinks(
  repo: Repository,
  links: readonly { readonly path: BytePath; readonly oid: string }[],
): Promise<Map<BytePath, string | undefined>> {
  const found = new Map<BytePath, string | undefined>();
  let waiting = links.map(({ path, oid }) => ({ link: path, path, oid }));
  for (let round = 0; round < MOST_LINKS && waiting.length > 0; round += 1) {
    const targets = await readTargets(repo, waiting);
    const entries = await entriesAmong(repo, new Set(targets.flatMap(({ target }) => target ?? [])));
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    const next: typeof waiting = [];
    for (const { link, target } of targets) {
      const entry = target === null ? undefined : byPath.get(target);
      if (entry !== undefined && isLink(entry)) next.push({ link, path: entry.path, oid: entry.oid });
      else found.set(link, entry !== undefined && isRegular(entry) ? entry.oid : undefined);
    }
    waiting = next;
  }
  for (const { link } of waiting) found.set(link, undefined);
  return found;
}

async function readTargets(
  repo: Repository,
  links: readonly { readonly link: BytePath; readonly path: BytePath; readonly oid: string }[],
): Promise<{ link: BytePath; target: BytePath | null }[]> {
  const targets: { link: BytePath; target: BytePath | null }[] = [];
  const oids = links.map(({ oid }) => oid);
  await readObjects(
    repo,
    oids,
    (answer, index) => {
      const { link, path } = links[index] ?? {};
      if (link === undefined || path === undefined) return;
      const text = answer?.isWhole ? answer.content.toString('latin1') : '';
      const folder = path.slice(0, path.lastIndexOf('/') + 1) as BytePath;
      targets.push({ link, target: text === '' || text.startsWith('/') ? null : resolvePath(folder, text) });
    },
    (_, size) => size <= LONGEST,
  );
  return targets;
}
