import type { BytePath } from '../../model/byte-path.ts';
import { cacheName } from './cache-name.ts';

/**
 * The paths that decide whether Python runs a bytecode file: first its source, then, if it needs none, the
 * module that it hides and the `__init__` files that make its folder a package. None for a path that is no
 * cache file.
 */
export function neighboursOf(path: BytePath): BytePath[] {
  const name = cacheName(path);
  if (name === undefined) return [];
  if (name.isCached) return [name.source];
  const folder = name.directory.replace(/\/$/, '');
  const parent = name.stem === '__init__' ? folder.slice(0, folder.lastIndexOf('/') + 1) : name.directory;
  const beside = folder === '' ? [] : [`${folder}.py`];
  return [
    ...new Set([name.source, ...beside, `${parent}__init__.py`, `${parent}__init__.pyc`]),
  ] as BytePath[];
}
