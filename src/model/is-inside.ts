import platformPath, { type PlatformPath } from 'node:path';

/**
 * Whether an absolute path is a folder or lies below it, going by the names alone.
 *
 * @param system - the rules for paths; replaced in tests
 */
export function isInside(
  path: string,
  folder: string,
  { relative, sep, isAbsolute }: Pick<PlatformPath, 'relative' | 'sep' | 'isAbsolute'> = platformPath,
): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way); // absolute: on another drive
}
