import { NUMBA_SUFFIXES } from '../model/cache-patterns.ts';
import { coveringLine, type IgnoreLine } from './ignore-lines.ts';

/** Two names so unlike that a pattern which covers both was not written for either. */
export const NAME = 'Jx0kq';
export const OTHER_NAME = 'wvU-9z';

export const DIRECTORIES = [
  '',
  `${NAME}/`,
  `${OTHER_NAME}/${NAME}/`,
  `${NAME}/${OTHER_NAME}/${NAME}/${OTHER_NAME}/`,
];

/** Other files in `__pycache__`: strays, numba's files, and temporary files of a killed Python. */
const IN_PYCACHE = [
  'README',
  '.DS_Store',
  '__init__.py',
  ...NUMBA_SUFFIXES.map((suffix) => NAME + suffix),
  `${NAME}.cpython-313.pyc.140234`,
  `${NAME}/${OTHER_NAME}`,
];

const NAMES: Readonly<Record<IgnoreLine, readonly string[]>> = {
  '__pycache__/': IN_PYCACHE.map((name) => `__pycache__/${name}`),
  '*.py[cod]': [
    `${NAME}.pyc`,
    `${OTHER_NAME}.pyc`,
    '__init__.cpython-39.pyc',
    `${NAME}.pyo`,
    `${OTHER_NAME}.pyo`,
  ],
  '*$py.class': [`${NAME}$py.class`, `${OTHER_NAME}$py.class`],
};

/** Samples of all paths that a line must cover: at the top, one and several levels down. */
export const sampleCaches = (line: IgnoreLine): string[] =>
  DIRECTORIES.flatMap((directory) => NAMES[line].map((name) => directory + name));

/** Whether a name is more than the suffix, since no cache file is named just `.pyc`. */
export const hasStem = (path: string): boolean => /[^/](?:\.py[cod]|\$py\.class)$/.test(path);

/** The line of ours that covers a path; `undefined` for paths that need not be covered, such as a `.pyd`. */
export function lineFor(path: string): IgnoreLine | undefined {
  const line = coveringLine(path);
  return line === '__pycache__/' || (hasStem(path) && !path.endsWith('.pyd')) ? line : undefined;
}
