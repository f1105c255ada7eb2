import { type BytePath, toText } from './byte-path.ts';

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

/** How a path is typed in the folder `prefix`, so that no command takes it for an option. */
export function pathFrom(prefix: BytePath, path: BytePath): string {
  const folders = prefix.split('/').slice(0, -1);
  const parts = path.split('/');
  let shared = 0;
  while (shared < parts.length - 1 && folders[shared] === parts[shared]) shared++;
  const up = '../'.repeat(folders.length - shared);
  const typed = `${up}${toText(parts.slice(shared).join('/') as BytePath)}`;
  return typed.startsWith('-') ? `./${typed}` : typed;
}

/** Whether `path` is `directory` or lies below it; the empty path is the top. */
export const isBelow = (path: BytePath, directory: BytePath): boolean =>
  directory === '' || path === directory || path.startsWith(`${directory}/`);
