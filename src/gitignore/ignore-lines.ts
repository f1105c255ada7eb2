/** The three lines that keep Python's caches out (github/gitignore's Python.gitignore has the same). */
export const IGNORE_LINES = ['__pycache__/', '*.py[cod]', '*$py.class'] as const;

export type IgnoreLine = (typeof IGNORE_LINES)[number];

/** The line that covers a path, as git matches it where names are case-sensitive. */
export function coveringLine(path: string): IgnoreLine | undefined {
  if (/(?:^|\/)__pycache__\//.test(path)) return '__pycache__/';
  if (/\.py[cod]$/.test(path)) return '*.py[cod]';
  return /\$py\.class$/.test(path) ? '*$py.class' : undefined;
}
