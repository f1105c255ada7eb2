/** The Python that wrote a file, by its magic number. */
export interface Origin {
  readonly implementation: 'CPython' | 'PyPy' | 'GraalPy' | 'Pyston' | 'RustPython' | 'Dropbox';
  /** The language version, such as `3.13`; absent if the number does not show it. */
  readonly python?: string;
}

/**
 * First magic number of each Python, up to the next row's first or `last`.
 * Source: CPython `Include/internal/pycore_magic_number.h` and its older copies in `import.c`.
 * The Unicode build of 2.x adds one.
 */
const CPYTHON: readonly (readonly [first: number, last: number, python: string])[] = [
  [3000, 3131, '3.0'],
  [3141, 3151, '3.1'],
  [3160, 3180, '3.2'],
  [3190, 3230, '3.3'],
  [3250, 3310, '3.4'],
  [3320, 3351, '3.5'],
  [3360, 3379, '3.6'],
  [3390, 3399, '3.7'],
  [3400, 3419, '3.8'],
  [3420, 3429, '3.9'],
  [3430, 3449, '3.10'],
  [5892, 5892, '1.4'],
  [11913, 11913, '1.3'],
  [20121, 20122, '1.5'],
  [39170, 39170, '1.0'],
  [39171, 39171, '1.1'],
  [50428, 50429, '1.6'],
  [50823, 50824, '2.0'],
  [60202, 60203, '2.1'],
  [60717, 60718, '2.2'],
  [62011, 62022, '2.3'],
  [62041, 62062, '2.4'],
  [62071, 62132, '2.5'],
  [62151, 62162, '2.6'],
  [62171, 62212, '2.7'],
];

/** First magic number of each PyPy; a row reaches up to the next one's first. */
const PYPY: readonly (readonly [first: number, python: string])[] = [
  [416, '3.11'],
  [384, '3.10'],
  [320, '3.9'],
  [256, '3.8'],
  [224, '3.7'],
  [160, '3.6'],
  [112, '3.5'],
  [64, '3.3'],
  [48, '3.2'],
];

/** The newest PyPy, and room for its next numbers. */
const LAST_PYPY = 431;

const OTHERS: Readonly<Record<number, Origin>> = {
  2657: { implementation: 'Pyston', python: '2.7' },
  22138: { implementation: 'Pyston' },
  62135: { implementation: 'Dropbox', python: '2.5' },
  62218: { implementation: 'PyPy', python: '2.7' },
};

/**
 * Names the writer of a magic number, also of Pythons to come: since 3.11 each minor version `n`
 * owns the fifty numbers from 2900 + 50n on (the comment in `pycore_magic_number.h`).
 */
export function nameMagic(magic: number): Origin | undefined {
  const other = OTHERS[magic];
  if (other) return other;
  if (magic >= 3450 && magic < 2900 + 50 * 59)
    return { implementation: 'CPython', python: `3.${Math.floor((magic - 2900) / 50)}` };
  const cpython = CPYTHON.find(([first, last]) => magic >= first && magic <= last);
  if (cpython) return { implementation: 'CPython', python: cpython[2] };
  if (magic >= 21150 && magic <= 21290) return { implementation: 'GraalPy' };
  if (magic > LAST_PYPY) return undefined;
  const pypy = PYPY.find(([first]) => magic >= first);
  return pypy && { implementation: 'PyPy', python: pypy[1] };
}

/** A version as a number that compares: `3.9` is 309, `3.13` is 313, unknown is undefined. */
export function versionNumber(python: string | undefined): number | undefined {
  const parts = python === undefined ? null : /^(\d+)\.(\d+)$/.exec(python);
  return parts ? Number(parts[1]) * 100 + Number(parts[2]) : undefined;
}
