import type { BytePath } from './byte-path.ts';

/** Every folder from the top down to those that hold `paths`: empty for the top, else ending in a slash. */
export function foldersAbove(paths: Iterable<BytePath>): Set<BytePath> {
  const folders = new Set<BytePath>(['' as BytePath]);
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end + 1) as BytePath;
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
