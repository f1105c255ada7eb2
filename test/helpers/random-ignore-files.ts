/** Random ignore files, the same in every run. */

const LINES = [
  ...[
    '__pycache__/',
    '__pycache__',
    '**/__pycache__/',
    '**/__pycache__/**',
    '*/__pycache__/*',
    '/__pycache__/',
  ],
  ...[
    '*.pyc',
    '*.pyo',
    '*.py[co]',
    '*.py[cod]',
    '*.py[codz]',
    '*.py?',
    '*.py[!xi]',
    '*.p*c',
    '*.py[[:alpha:]]',
  ],
  ...['*$py.class', '*.class', '*\\$py.class', '*.py{c,o}', '*.pyc,*.pyo', '__pycache__//', '__pycache__/*'],
  ...[
    '*',
    '/*',
    '**',
    '*/',
    '**/',
    '*/*',
    '/**',
    'tests/',
    'tests/*',
    '/src',
    'src/**',
    'build/',
    '*.log',
    '*.txt',
  ],
  ...[
    '',
    '',
    '# comment',
    '#*.pyc',
    '\\#x',
    '\\!x',
    'foo\\',
    '[a',
    '*.py[c',
    '*.py[',
    '!',
    '/',
    '//',
    '!!x',
    ' ',
    '\\ ',
  ],
  ...[
    '***/__pycache__/',
    'a***/b',
    '**.pyc',
    '**pyc',
    't**/*.pyc',
    '*[co]',
    '?.pyc',
    '[a-z]*.pyc',
    '\\*.pyc',
    'm\\.pyc',
  ],
  ...[
    '*.py[\\c]',
    '*.py[c-o]',
    '*.py[o-c]',
    '*.py[]c]',
    '*.py[^c]',
    'tests/**/fixtures',
    '**/fixtures/**',
    '*.*',
  ],
];

const NEGATIONS = [
  ...[
    '!*/',
    '!*.py',
    '!*.pyc',
    '!*.pyo',
    '!*.py[co]',
    '!*',
    '!**',
    '!*.*',
    '!/*',
    '!__pycache__/',
    '!**/__pycache__/**',
  ],
  ...[
    '!keep.pyc',
    '!/keep.pyc',
    '!keep*',
    '!keep.*',
    '!tests/fixtures/*.pyc',
    '!tests/fixtures/**',
    '!tests/fixtures/',
  ],
  ...[
    '!tests/',
    '!tests/**',
    '!tests/*',
    '!/src',
    '!/src/',
    '!/src/**',
    '!src/*.py',
    '!*$py.class',
    '!tests/*.pyd',
  ],
  ...[
    '!tests/__pycache__/',
    '!tests/__pycache__/keep.pyc',
    '!**/__pycache__/keep.pyc',
    '!__pycache__/*',
    '!.gitkeep',
  ],
  ...['!tests/**/*.pyc', '!**/fixtures/*.py[co]', '!m.cpython-3?.pyc', '!__pycache__/README', '!/setup.py'],
];

const ENDS = ['', '', '', '', '', '', ' ', '  ', '\t', '\r', '\\', '\\ ', ' \r', '\r\r'];

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One file for each seed, latin1. */
export function randomIgnoreFile(seed: number): string {
  const next = random(seed);
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)] ?? '';
  const eol = next() < 0.25 ? '\r\n' : '\n';
  const lines = Array.from(
    { length: Math.floor(next() * 8) },
    () => pick(next() < 0.4 ? NEGATIONS : LINES) + pick(ENDS),
  );
  return (
    (next() < 0.15 ? '\xef\xbb\xbf' : '') + lines.join(eol) + (next() < 0.8 && lines.length > 0 ? eol : '')
  );
}

/** Paths on which these ignore files differ. */
export const RANDOM_PATHS: readonly string[] = [
  '',
  'a/',
  'a/b/',
  'tests/',
  'tests/fixtures/',
  'src/',
  'src/a/',
  'build/',
].flatMap((directory) =>
  [
    ...[
      'm.pyc',
      'm.pyo',
      'm.pyd',
      'm$py.class',
      'keep.pyc',
      'M.PYC',
      'm.cpython-3c.pyc',
      '.pyc',
      'm.pyc-notyet',
    ],
    ...[
      '__pycache__/README',
      '__pycache__/keep.pyc',
      '__pycache__/m.cpython-3c.pyc',
      '__pycache__/__init__.py',
    ],
    ...['__pycache__/m.nbi', '__pycache__/m.pyc.123', '__pycache__/d/x', 'foo__pycache__/x', 'm.pyc,m.pyo'],
    ...[
      'm.py',
      'keep.py',
      'm.txt',
      'm.log',
      'm.class',
      'setup.py',
      '.gitkeep',
      'LICENSE',
      'x',
      '#x',
      '!x',
      'foo',
    ],
  ].map((name) => directory + name),
);
