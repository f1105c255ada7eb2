import { usageError } from '../model/errors.ts';

/**
 * Patterns as they were meant. cmd.exe takes single quotes for characters like any other, and splits
 * words inside them; on Windows a backslash separates folders, as it never does in a pattern of git's.
 *
 * @throws GuardError where quotes were split
 */
export function givenPatterns(patterns: readonly string[], platform: NodeJS.Platform): string[] {
  return patterns.map((pattern) => {
    const bare = /^'.+'$/s.test(pattern) ? pattern.slice(1, -1) : pattern;
    if (platform !== 'win32') return bare;
    if (/^'|'$/.test(bare)) {
      throw usageError(`${pattern} has one single quote: cmd.exe takes only double quotes ("my files/**")`);
    }
    return bare.replaceAll('\\', '/');
  });
}
