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

/** What lies in `__pycache__` besides plain bytecode: strays, numba's files, what a killed Python leaves. */
const IN_PYCACHE = [
  'README',
  '.DS_Store',
  '__init__.py',
  `${NAME}.nbi`,
  `${OTHER_NAME}.nbc`,
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

/** Paths that stand for all a line must cover: at the top, one and several levels down. */
export const probesOf = (line: IgnoreLine): string[] =>
  DIRECTORIES.flatMap((directory) => NAMES[line].map((name) => directory + name));

/** Whether there is more in a name than the suffix: nobody has a cache file named `.pyc`. */
export const hasStem = (path: string): boolean => /[^/](?:\.py[cod]|\$py\.class)$/.test(path);

/** The line whose business a path is; `undefined` for a `.pyd`, which need not be covered, and all else. */
export function lineFor(path: string): IgnoreLine | undefined {
  const line = coveringLine(path);
  return line === '__pycache__/' || (hasStem(path) && !path.endsWith('.pyd')) ? line : undefined;
}
