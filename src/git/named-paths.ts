import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { realPath } from '../model/files.ts';
import { resolvePath } from '../model/resolve-path.ts';
import type { Repository } from './repository.ts';

/** Paths as a person named them where the command was given, relative to the top of the work tree. */
export const namedPaths = (repo: Repository, names: readonly BytePath[]): BytePath[] =>
  names.map((name) => namedPath(repo, name));

function namedPath(repo: Repository, name: BytePath): BytePath {
  if (name === '') throw outside(name, 'a path is empty');
  const slashed = sep === '\\' ? (name.replaceAll('\\', '/') as BytePath) : name;
  const path = isAbsolute(toText(slashed))
    ? resolvePath('' as BytePath, belowRoot(repo, slashed))
    : resolvePath(repo.prefix, slashed);
  if (path === null) throw outside(name, `${toText(name)} is outside this repository`);
  return path;
}

/** What remains of an absolute path below the top; folders may be named through symbolic links. */
function belowRoot(repo: Repository, name: BytePath): BytePath {
  const home = `${fromText(repo.root.replaceAll('\\', '/'))}/`;
  if (`${name}/`.startsWith(home)) return name.slice(home.length) as BytePath;
  const text = toText(name);
  const real = join(realPath(dirname(text)), basename(text)); // a link counts by its own name
  return fromText(relative(realPath(repo.root), real).replaceAll('\\', '/'));
}

const outside = (name: BytePath, message: string): GuardError =>
  new GuardError(
    'outside-repository',
    message,
    `Name paths inside the work tree${name === '' ? '' : ', or go to the repository it belongs to'}.`,
  );
