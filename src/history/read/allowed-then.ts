import { allowedAmong } from '../../git/attributes.ts';
import { readObjects } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { withIndexOfFiles } from '../../git/scratch-index.ts';
import type { BytePath } from '../../model/byte-path.ts';
import type { Version } from './version-table.ts';

/**
 * Those of `versions` that were allowed when they were added: by the `.gitattributes` in the tree of the
 * commit that added them.
 *
 * @param attributes - ids of all `.gitattributes` of the history
 */
export async function allowedThen(
  repo: Repository,
  versions: readonly Version[],
  attributes: ReadonlySet<string>,
): Promise<Set<Version>> {
  const allowed = new Set<Version>();
  if (versions.length === 0 || !(await anyMentions(repo, attributes))) return allowed;
  for (const { files, versions: same } of await groupByAttributes(repo, versions)) {
    if (files.length === 0) continue;
    const paths = await withIndexOfFiles(repo, files, (options) =>
      allowedAmong(repo, [...new Set(same.map(({ path }) => path))], options),
    );
    for (const version of same) if (paths.has(version.path)) allowed.add(version);
  }
  return allowed;
}

/** Those of `paths` that the `.gitattributes` of HEAD allow, for a repository without a work tree. */
export async function allowedAtHead(repo: Repository, paths: readonly BytePath[]): Promise<Set<BytePath>> {
  if (paths.length === 0) return new Set();
  const files = await attributesOf(
    repo,
    paths.flatMap((path) => folders(path).map((folder) => `HEAD:${folder}${FILE}`)),
  );
  return withIndexOfFiles(repo, files, (options) => allowedAmong(repo, paths, options));
}

const FILE = '.gitattributes';

async function anyMentions(repo: Repository, oids: ReadonlySet<string>): Promise<boolean> {
  if (oids.size === 0) return false;
  let found = false;
  await readObjects(repo, oids, (answer) => {
    found ||= answer?.content.includes('pyc-guard') === true;
  });
  return found;
}

interface AttributesFile {
  readonly path: string;
  readonly oid: string;
}

interface Group {
  readonly files: readonly AttributesFile[];
  readonly versions: Version[];
}

/** Versions with the same attribute files, so that git has to be asked only once for all of them. */
async function groupByAttributes(repo: Repository, versions: readonly Version[]): Promise<Group[]> {
  const names = new Set<string>();
  const namesOf = ({ path, first }: Version): string[] =>
    first === null ? [] : folders(path).map((folder) => `${first.commit}:${folder}${FILE}`);
  for (const version of versions) for (const name of namesOf(version)) names.add(name);
  const byName = new Map<string, AttributesFile>();
  for (const file of await attributesOf(repo, [...names])) byName.set(file.name, file);
  const groups = new Map<string, Group>();
  for (const version of versions) {
    const files = namesOf(version).flatMap((name) => byName.get(name) ?? []);
    const key = files.map(({ path, oid }) => `${oid} ${path}`).join('\0');
    const group = groups.get(key) ?? { files, versions: [] };
    group.versions.push(version);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The attribute files among `names`, each `<commit>:<path>`. */
async function attributesOf(
  repo: Repository,
  names: readonly string[],
): Promise<(AttributesFile & { name: string })[]> {
  const files: (AttributesFile & { name: string })[] = [];
  const unique = [...new Set(names)];
  await readObjects(repo, unique, (answer, index) => {
    const name = unique[index] ?? '';
    if (answer?.type !== 'blob') return;
    files.push({ name, path: name.slice(name.indexOf(':') + 1), oid: answer.oid });
  });
  return files;
}

/**
 * The folders that a path is in, the outermost first, each empty or ending in a slash. Names with a line feed
 * are left out: git reads one name from each line.
 */
function folders(path: BytePath): string[] {
  const all = [''];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) all.push(path.slice(0, at + 1));
  return all.filter((folder) => !folder.includes('\n'));
}
