import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { realPath } from '../model/files.ts';
import { isInside } from '../model/is-inside.ts';
import { resolvePath } from '../model/resolve-path.ts';
import { asGitTakes } from './name-rules.ts';
import type { Repository } from './repository.ts';

/** Paths from the command line, which are relative to the current folder, as paths from the top of the work tree. */
export const namedPaths = async (
  repo: Repository,
  names: readonly BytePath[],
): Promise<readonly BytePath[]> =>
  asGitTakes(
    repo,
    names.map((name) => namedPath(repo, name)),
  );

function namedPath(repo: Repository, name: BytePath): BytePath {
  if (name === '') throw outside(name, 'a path is empty');
  const slashed = withSlashes(name);
  const [from, way] = isAbsolute(toText(slashed))
    ? (['' as BytePath, belowRoot(repo, slashed)] as const)
    : ([repo.prefix, slashed] as const);
  const path = way === null ? null : resolvePath(from, way);
  if (path === null) throw outside(name, `${toText(name)} is outside this repository`);
  return path;
}

/** An absolute path as a path from the top, `null` outside; its folders may be named through symbolic links. */
function belowRoot(repo: Repository, name: BytePath): BytePath | null {
  const home = `${withSlashes(fromText(repo.root))}/`;
  if (`${name}/`.startsWith(home)) return name.slice(home.length) as BytePath;
  const text = toText(name);
  const real = join(realPath(dirname(text)), basename(text)); // a link counts by its own name
  const root = realPath(repo.root);
  return isInside(real, root) ? withSlashes(fromText(relative(root, real))) : null;
}

/** Only on Windows is a backslash a separator; elsewhere it is a part of a name. */
const withSlashes = (path: BytePath): BytePath =>
  sep === '\\' ? (path.replaceAll('\\', '/') as BytePath) : path;

const outside = (name: BytePath, message: string): GuardError =>
  new GuardError(
    'outside-repository',
    message,
    `Name paths inside the work tree${name === '' ? '' : ', or go to the repository it belongs to'}.`,
  );
