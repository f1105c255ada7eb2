import type { BytePath } from './byte-path.ts';

/**
 * A path as it was named in the folder `prefix` (empty, or ending in a slash), relative to the top
 * of the work tree: without `.`, `..`, doubled and trailing slashes. `null` if it leads outside.
 */
export function resolvePath(prefix: BytePath, named: string): BytePath | null {
  const parts: string[] = [];
  for (const part of `${prefix}${named}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/') as BytePath;
}

/** Whether `path` is `directory` or lies below it; the empty path is the top. */
export const isBelow = (path: BytePath, directory: BytePath): boolean =>
  directory === '' || path === directory || path.startsWith(`${directory}/`);
