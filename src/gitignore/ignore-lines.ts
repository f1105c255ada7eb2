/** The three lines that keep Python's caches out (github/gitignore's Python.gitignore has the same). */
export const IGNORE_LINES = ['__pycache__/', '*.py[cod]', '*$py.class'] as const;

export type IgnoreLine = (typeof IGNORE_LINES)[number];
